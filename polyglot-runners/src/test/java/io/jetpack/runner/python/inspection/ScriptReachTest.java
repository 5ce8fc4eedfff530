package io.jetpack.runner.python.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Which scripts could reach into standard modules, and so cost a comparison of all that is in them.
 */
class ScriptReachTest {

  private static ScriptReach reach(String source) {
    return ScriptReach.of(source.getBytes(StandardCharsets.UTF_8), () -> false);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "import re\nPATTERN = re.compile('a+')",
        "import os, sys\nsys.exit(os.getloadavg()[0] > 8)",
        "from json import loads\nclass Disk:\n  def __init__(self):\n    self.name = 'sda'",
        "import importlib_metadata",
        "'the gc of the modules'",
        "match 1:\n  case None:\n    pass",
      })
  void most_scripts_could_not(String source) {
    assertThat(reach(source)).isEqualTo(new ScriptReach(false, Set.of()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "import os\nsetattr(os, 'sep', '/')",
        "import os\nos.__dict__['sep'] = '/'",
        "import os\nget = os.__getattribute__\nget('__dict__')",
        "from unittest import mock",
        "from unittest.mock import patch as p",
        "import importlib.util",
        "from importlib import reload",
        "def deep():\n  async def deeper():\n    return [lambda: {1: vars}]",
        "import sys\nx = f\"{sys.modules['os']}\"",
        "match 1:\n  case 1 if eval('1'):\n    pass",
        "try:\n  pass\nexcept* OSError:\n  exec('1')",
        "compile('1', 'x', 'exec')",
        "import pattern\npattern.compile('1', 'x', 'exec')",
        "import builtins as re\nre.compile('1', 'x', 'exec')",
        "import builtins\nre = builtins\nre.compile('1', 'x', 'exec')",
        "import builtins\ndef f(re):\n  re.compile('1', 'x', 'exec')\nf(builtins)",
      })
  void some_could(String source) {
    assertThat(reach(source).deep()).isTrue();
  }

  @Test
  void names_that_are_set_on_anything_but_self_are_noted() {
    String source =
        """
        import a
        a.one = 1
        a.two += 2
        a.three: int = 3
        del a.four
        for a.five in (): pass
        with open('x') as a.six: pass
        a.seven, [a.eight, *a.nine] = 1, [2]
        class C:
          def f(self):
            self.ten = 1
            self.x.eleven = a.twelve
        """;
    assertThat(reach(source).stored())
        .containsExactlyInAnyOrder(
            "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "eleven");
  }

  @Test
  void what_nobody_can_read_could_reach_everything() {
    assertThat(reach("if:").deep()).isTrue();
    assertThat(reach("x = " + "(".repeat(100_000)).deep()).isTrue();
    assertThat(ScriptReach.of(new byte[] {'#', (byte) 0xE9}, () -> false).deep()).isTrue();
  }

  @Test
  void what_is_very_large_is_not_looked_into() {
    assertThat(reach("x = 1 # " + "x".repeat(200_000)).deep()).isFalse();
    assertThat(reach("x = 1 # " + "x".repeat(300_000)).deep()).isTrue();
  }

  @Test
  void a_look_that_nobody_waits_for_ends() {
    byte[] script = "value = [1, 2, 3]\n".repeat(10_000).getBytes(StandardCharsets.UTF_8);
    AtomicInteger asked = new AtomicInteger();
    assertThat(ScriptReach.of(script, () -> asked.incrementAndGet() > 3).deep()).isTrue();
    assertThat(asked).hasValue(4);
  }
}
