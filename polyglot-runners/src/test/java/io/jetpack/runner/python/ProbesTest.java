package io.jetpack.runner.python;

import static org.assertj.core.api.Assertions.assertThat;

import io.jetpack.runner.RunnerSettings;
import io.jetpack.runner.ScriptOutcome;
import io.jetpack.runner.ScriptRequest;
import io.jetpack.runner.ScriptRunner;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Calls have the results that they have under {@code python3}, and fail as they fail there. */
@Timeout(240)
class ProbesTest {

  private static final Duration LIMIT = Duration.ofMinutes(2);

  @TempDir private Path folder;

  @Test
  void no_call_removes_what_it_is_not_for() throws Exception {
    sameAsUnderPython3("removals_probe.py");
  }

  @Test
  void errors_have_the_numbers_of_the_kernel() throws Exception {
    sameAsUnderPython3("errors_probe.py");
  }

  @Test
  void a_wait_ends_with_the_child() throws Exception {
    sameAsUnderPython3("waits_probe.py");
  }

  @Test
  void sockets_say_what_the_kernel_says() throws Exception {
    sameAsUnderPython3("sockets_probe.py");
  }

  @Test
  void dates_are_worded_as_by_the_c_library() throws Exception {
    sameAsUnderPython3("dates_probe.py");
  }

  private void sameAsUnderPython3(String probe) throws Exception {
    Path script = folder.resolve(probe);
    try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream(probe), probe)) {
      Files.copy(in, script);
    }
    Path there = Files.createDirectory(folder.resolve("python3"));
    Path here = Files.createDirectory(folder.resolve("in-process"));
    String expected = ReferenceRun.of(script, there).output();
    try (ScriptRunner runner = new PythonRunnerProvider().open(RunnerSettings.defaults())) {
      ScriptOutcome outcome =
          runner.run(
              ScriptRequest.of(script, here)
                  .withEnvironment(ReferenceRun.ENVIRONMENT)
                  .withTimeLimit(LIMIT)
                  .withOutputLimitBytes(Integer.MAX_VALUE));
      assertThat(outcome.record().stderr().text()).doesNotContain("ran again under python3");
      assertThat(outcome.record().stdout().text().lines().toList())
          .as(outcome.record().stderr().text())
          .isEqualTo(expected.lines().toList());
    }
  }
}
