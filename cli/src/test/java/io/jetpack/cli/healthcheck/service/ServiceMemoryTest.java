package io.jetpack.cli.healthcheck.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.jetpack.cli.Transcript;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The real service with scripts that use up its memory, beside one that asks for the node's end and
 * others; for {@code -Dservice.memory=10m} as long as that.
 */
@Timeout(3600)
@EnabledIfSystemProperty(
    named = "service.memory",
    matches = ".+",
    disabledReason = "it takes a machine of its own: -Dservice.memory=10m")
class ServiceMemoryTest {

  private static final Duration LONG =
      Duration.parse("PT" + System.getProperty("service.memory", "8s"));

  private static final String FILL =
      "held = []\nwhile True:\n    held.append('%d' % len(held) * 100)\n";

  private static final long INTERVAL_MILLIS = 3000;

  /** How late a check may be, in milliseconds. */
  private static final long LATE = 2000;

  @TempDir Path home;

  private void python(String name, String text) throws Exception {
    Path file = home.resolve("config/healthcheck.d").resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/usr/bin/env python3\n" + text);
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
  }

  private JsonNode check(String name) {
    String text = new Transcript(home).run("healthcheck", "status", "--json").out();
    for (JsonNode check : new JsonMapper().readTree(text).path("checks")) {
      if (check.path("check").asString().equals(name)) {
        return check;
      }
    }
    throw new AssertionError(text);
  }

  @Test
  void no_check_is_late_and_none_is_lost() throws Exception {
    // as processes of their own they may not take the machine's memory; in process there is no such
    // limit
    String limited =
        """
        # jetpack: timeout=8s
        import sys
        if sys.implementation.name == 'cpython':
            limits = __import__('reso' + 'urce')
            getattr(limits, 'setr' + 'limit')(limits.RLIMIT_AS, (1 << 28, 1 << 28))
        """;
    python("fills.py", limited + FILL);
    python(
        "stubborn.py",
        limited
            + """
            import time
            end = time.time() + 6
            held = []
            while time.time() < end:
                try:
                    held.append('%d' % len(held) * 100)
                except BaseException:
                    held = []
            """);
    python(
        "lines.py", limited + "words = [line.split() for line in ['a b c d e f g'] * 3000000]\n");
    for (int i = 0; i < 20; i++) {
      String each = "tick%02d".formatted(i);
      if (i % 4 == 0) {
        python(each + ".py", "open('%s/%s', 'a').write('x\\n')\n".formatted(home, each));
      } else {
        ServiceProcess.check(home, each + ".sh", "echo x >>%s/%s".formatted(home, each));
      }
    }
    ServiceProcess.check(
        home, "doomed.sh", "[ ! -e %s/lost ] || { echo lost; exit 254; }".formatted(home));
    try (ServiceProcess service =
        ServiceProcess.start(
            home, Map.of("JETPACK_HEALTHCHECK_INTERVAL", INTERVAL_MILLIS + "ms"))) {
      service.await("a hog", () -> ServiceProcess.log(home).contains("MB of memory"));
      Files.createFile(home.resolve("lost"));
      long start = System.nanoTime();
      service.awaitLog("termination requested for doomed.sh");
      long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
      assertThat(took).as("an interval and a little").isLessThan(INTERVAL_MILLIS + LATE);
      service.await(
          "a hog moved", () -> check("fills.py").path("runtime").asString().equals("process"));
      assertThat(check("fills.py").path("reason").asString())
          .contains("from now on it runs as a process");
      long before = runs();
      TimeUnit.NANOSECONDS.sleep(LONG.toNanos());
      long expected = 20 * LONG.toMillis() / (INTERVAL_MILLIS + LATE);
      assertThat(runs() - before).isGreaterThanOrEqualTo(expected);
    }
    assertThat(ServiceProcess.log(home)).doesNotContain("bug");
  }

  private long runs() {
    long all = 0;
    for (int i = 0; i < 20; i++) {
      all += ServiceProcess.lines(home.resolve("tick%02d".formatted(i)));
    }
    return all;
  }
}
