package io.jetpack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class InterruptTest {

  @TempDir Path home;
  @TempDir Path temporary;

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143"})
  void aSignalEndsTheProgramAndAllThatItStarted(String signal, int exitCode) throws Exception {
    Transcript fixture = new Transcript(home);
    String seconds = signal.equals("INT") ? "611" : "612";
    fixture.check("1.sh", "trap '' TERM; echo $$ >%s/1.pid; sleep %s".formatted(home, seconds));
    fixture.check("2.sh", "setsid sleep %s & echo $! >%s/2.pid; wait".formatted(seconds, home));
    Process program =
        JetpackProcess.start(home, List.of("-Djava.io.tmpdir=" + temporary), "healthcheck", "run");
    while (!Files.exists(home.resolve("1.pid")) || !Files.exists(home.resolve("2.pid"))) {
      assertThat(program.isAlive()).isTrue();
      Thread.onSpinWait();
    }
    Process kill = new ProcessBuilder("kill", "-s", signal, String.valueOf(program.pid())).start();
    assertThat(kill.waitFor()).isZero();
    String err = new String(program.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(program.waitFor()).isEqualTo(exitCode);
    assertThat(err).isEqualTo("jetpack: interrupted\n");
    assertThat(ProcessHandle.allProcesses().filter(process -> sleeps(process, seconds))).isEmpty();
    try (Stream<Path> left = Files.list(temporary)) {
      assertThat(left.filter(path -> !path.endsWith("hsperfdata_root"))).isEmpty();
    }
  }

  private static boolean sleeps(ProcessHandle process, String seconds) {
    return process.info().commandLine().orElse("").endsWith("sleep " + seconds);
  }
}
