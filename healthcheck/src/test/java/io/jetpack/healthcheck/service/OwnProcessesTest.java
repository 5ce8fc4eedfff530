package io.jetpack.healthcheck.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.jetpack.healthcheck.Check;
import io.jetpack.healthcheck.CheckResult;
import io.jetpack.healthcheck.CheckSettings;
import io.jetpack.healthcheck.Doubt;
import io.jetpack.healthcheck.Ending;
import io.jetpack.healthcheck.Verdict;
import io.jetpack.runner.RunRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnProcessesTest {

  @TempDir Path directory;

  private final OwnProcesses ownProcesses = new OwnProcesses();

  private Check check(String name) throws Exception {
    Path script = directory.resolve(name);
    if (Files.notExists(script)) {
      Files.writeString(script, "pass");
    }
    return new Check(script, "python", CheckSettings.DEFAULTS, List.of());
  }

  private static CheckResult result(Check check, Ending ending) {
    return new CheckResult(
        check,
        new Verdict.Unknown(ending, "x"),
        ending,
        OptionalInt.empty(),
        RunRecord.NOTHING,
        Optional.empty(),
        Doubt.NONE);
  }

  @Test
  void a_script_that_used_up_the_memory_twice_runs_as_a_process_until_it_is_edited()
      throws Exception {
    Check hog = check("hog.py");
    FileStamp file = FileStamp.of(hog.script());
    assertThat(ownProcesses.note(result(hog, Ending.OVER_MEMORY), file)).isEmpty();
    assertThat(ownProcesses.note(result(hog, Ending.EXITED), file)).isEmpty();
    assertThat(ownProcesses.placed(hog, file)).isEqualTo(hog);
    assertThat(ownProcesses.note(result(hog, Ending.OVER_MEMORY), file)).isPresent();
    assertThat(ownProcesses.placed(hog, file).runtime()).isEqualTo("process");
    assertThat(ownProcesses.note(result(hog, Ending.EXITED), file)).as("later").isPresent();
    Check other = check("other.py");
    assertThat(ownProcesses.placed(other, FileStamp.of(other.script()))).isEqualTo(other);

    Files.writeString(hog.script(), "pass # less");
    FileStamp edited = FileStamp.of(hog.script());
    assertThat(ownProcesses.placed(hog, edited)).isEqualTo(hog);
    assertThat(ownProcesses.note(result(hog, Ending.OVER_MEMORY), edited)).as("once").isEmpty();
  }
}
