package io.jetpack.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The samples are sound, and the sample of a CI step says so. */
@Timeout(300)
class ValidateIT {

  @TempDir Path directory;

  @Test
  void theSampleChecksAreClean() throws Exception {
    Distribution jetpack = new Distribution(directory);
    Distribution.Call call =
        jetpack.run("healthcheck", "validate", "--fail-on", "warning", "samples/healthcheck.d");
    assertThat(call.out()).contains("clean: 13 files");
    assertThat(call.exitCode()).as("%s%s", call.out(), call.err()).isZero();
  }

  @Test
  void theStepForCiPassesSoundChecksAndStopsOthers() throws Exception {
    Path report = directory.resolve("validate.xml");
    assertThat(step(Path.of("ci/validate"), report)).isZero();
    assertThat(report).content().contains("failures=\"0\"", "open_files.py");

    Path copy = directory.resolve("ci");
    Path _ = Files.createDirectories(copy.resolve("checks"));
    Files.copy(Path.of("ci/validate"), copy.resolve("validate"));
    Files.writeString(copy.resolve("checks/accident.sh"), "#!/bin/bash\nexit -2\n");
    assertThat(step(copy.resolve("validate"), report)).isEqualTo(1);
    assertThat(report).content().contains("failures=\"1\"", "accidental-254");
  }

  private int step(Path script, Path report) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder("sh", script.toString());
    builder.environment().put("JETPACK", Distribution.LAUNCHER.toString());
    builder.environment().put("JETPACK_JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("CYCLECLOUD_HOME", directory.resolve("home").toString());
    builder.environment().put("REPORT", report.toString());
    builder.redirectErrorStream(true).redirectOutput(directory.resolve("log").toFile());
    Process process = builder.start();
    try {
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
      return process.exitValue();
    } finally {
      int ignored = process.destroyForcibly().waitFor();
    }
  }
}
