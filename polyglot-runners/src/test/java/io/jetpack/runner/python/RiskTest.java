package io.jetpack.runner.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.util.List;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Value;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Which scripts could reach into standard modules, and so cost a comparison of all that is in them.
 */
class RiskTest {

  private static PythonEngine engine;
  private static Context context;

  @BeforeAll
  static void open() {
    engine = new PythonEngine(List.of());
    RunStream nowhere = new RunStream();
    context =
        engine.newContext(
            new ScriptFiles(new OpenFiles()),
            new ChildProcesses(nowhere, nowhere),
            OutputStream.nullOutputStream(),
            OutputStream.nullOutputStream());
  }

  @AfterAll
  static void close() {
    context.close(true);
    engine.close();
  }

  private static Value program(String source) {
    Value program =
        context
            .getBindings(PythonEngine.PYTHON)
            .getMember("_Program")
            .newInstance("check.py", source);
    assertThat(program.invokeMember("compile").isNull()).as(source).isTrue();
    return program;
  }

  private static String stored(Value program) {
    return context
        .eval(PythonEngine.PYTHON, "lambda program: ' '.join(sorted(program.stored))")
        .execute(program)
        .asString();
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
    Value program = program(source);
    assertThat(program.getMember("risky").asBoolean()).isFalse();
    assertThat(stored(program)).isEmpty();
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
      })
  void some_could(String source) {
    assertThat(program(source).getMember("risky").asBoolean()).isTrue();
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
    assertThat(stored(program(source)))
        .isEqualTo("eight eleven five four nine one seven six three two");
  }
}
