package io.jetpack.runner.python;

import static org.assertj.core.api.Assertions.assertThat;

import io.jetpack.runner.RunnerSettings;
import io.jetpack.runner.ScriptOutcome;
import io.jetpack.runner.ScriptOutcome.Exited;
import io.jetpack.runner.ScriptOutcome.Signalled;
import io.jetpack.runner.ScriptRequest;
import io.jetpack.runner.ScriptRunner;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A script ends with the code that it ends with under {@code python3}, in every way to end. */
@Timeout(240)
class EndingsTest {

  private static final String TITLE = "### ";

  /** What a script shows of its ending. */
  private record Shown(int code, String stdout) {}

  @TempDir private Path directory;

  private static ScriptRunner runner;

  @BeforeAll
  static void open() {
    runner = new PythonRunnerProvider().open(RunnerSettings.defaults());
  }

  @AfterAll
  static void close() {
    runner.close();
  }

  @Test
  void every_way_to_end_is_that_of_python3() throws Exception {
    Map<String, Shown> expected = new LinkedHashMap<>();
    Map<String, Shown> actual = new LinkedHashMap<>();
    for (Map.Entry<String, String> entry : scripts().entrySet()) {
      String name = entry.getKey();
      Path script = Files.writeString(directory.resolve("ending.py"), entry.getValue());
      ReferenceRun reference = ReferenceRun.of(script, own("python3", expected.size()));
      expected.put(name, new Shown(reference.code(), reference.stdout()));
      actual.put(name, shown(run(script, own("ours", actual.size()))));
    }
    assertThat(expected).hasSizeGreaterThan(80);
    assertThat(actual).isEqualTo(expected);
  }

  @Test
  void what_the_interpreter_fails_at_is_run_again_under_python3() throws Exception {
    Path script =
        Files.writeString(
            directory.resolve("failing.py"),
            """
            import sys
            print("before")
            try:
                sys.getsizeof([])
            except BaseException:
                pass
            sys.exit(254)
            """);
    ScriptOutcome outcome = run(script, own("ours", 0));
    assertThat(shown(outcome)).isEqualTo(new Shown(254, "before\n"));
    assertThat(outcome.record().stderr().text())
        .startsWith("jetpack: the script ran again under python3: it could not run in process: ");
    assertThat(run(script, own("ours", 1)).record().stderr().text())
        .as("the next run needs no failure to be under python3")
        .isEmpty();
  }

  @Test
  void what_was_refused_is_no_verdict() throws Exception {
    Path script =
        Files.writeString(
            directory.resolve("refused.py"),
            """
            import socket, sys
            try:
                socket.socket(socket.AF_UNIX).close()
            except Exception:
                sys.exit(254)
            """);
    assertThat(shown(run(script, own("ours", 0)))).isEqualTo(new Shown(0, ""));
  }

  private Path own(String side, int number) throws Exception {
    return Files.createDirectory(directory.resolve(side + number));
  }

  private static ScriptOutcome run(Path script, Path where) throws Exception {
    return runner.run(
        ScriptRequest.of(script, where)
            .withEnvironment(ReferenceRun.ENVIRONMENT)
            .withTimeLimit(Duration.ofMinutes(1)));
  }

  private static Shown shown(ScriptOutcome outcome) {
    String stdout = outcome.record().stdout().text();
    return switch (outcome) {
      case Exited(int code, var _) -> new Shown(code, stdout);
      case Signalled(int signal, var _) -> new Shown(-signal, stdout);
      default -> throw new AssertionError(outcome);
    };
  }

  private static Map<String, String> scripts() throws Exception {
    Map<String, String> scripts = new LinkedHashMap<>();
    try (InputStream in =
        Objects.requireNonNull(EndingsTest.class.getResourceAsStream("endings.txt"))) {
      String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (String each : all.substring(TITLE.length()).split("\n" + TITLE, -1)) {
        int end = each.indexOf('\n');
        scripts.put(each.substring(0, end), each.substring(end + 1) + "\n");
      }
    }
    return scripts;
  }
}
