package io.jetpack.cli.healthcheck;

import static org.assertj.core.api.Assertions.assertThat;

import io.jetpack.cli.Transcript;
import io.jetpack.cli.Transcript.Call;
import io.jetpack.healthcheck.Check;
import io.jetpack.healthcheck.CheckSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgressTest {

  private final ProgressLine line = new ProgressLine(3);
  private final Check disk = check("disk.sh");
  private final Check mount = check("mount.sh");

  private static Check check(String name) {
    return new Check(Path.of(name), "process", CheckSettings.DEFAULTS, List.of());
  }

  private static long seconds(long count) {
    return TimeUnit.SECONDS.toNanos(count);
  }

  @Test
  void nothingIsShownWhileAllAreQuick() {
    assertThat(line.text(seconds(0), 80)).isEmpty();
    line.started(disk, seconds(10));
    assertThat(line.text(seconds(10), 80)).isEmpty();
  }

  @Test
  void slowChecksAreShownWithTheirTime() {
    line.started(disk, seconds(10));
    line.started(mount, seconds(75));
    assertThat(line.text(seconds(80), 80))
        .hasValue("0 of 3 done; running: disk.sh 1m10s, mount.sh 5s");
    line.finished(disk);
    assertThat(line.text(seconds(80), 80)).hasValue("1 of 3 done; running: mount.sh 5s");
    line.finished(mount);
    assertThat(line.text(seconds(80), 80)).isEmpty();
  }

  @Test
  void theLineNeverWraps() {
    line.started(disk, seconds(10));
    assertThat(line.text(seconds(80), 30)).hasValue("0 of 3 done; running: disk....");
  }

  @Test
  void theLineIsShownOnATerminalAndIsGoneAtTheEnd(@TempDir Path home) {
    Transcript transcript = new Transcript(home);
    transcript.check("slow.sh", "sleep 1.6");
    Call call =
        transcript
            .terminals("err")
            .variable("TERM", "xterm")
            .variable("COLUMNS", "80")
            .run("healthcheck", "run");
    assertThat(call.err())
        .contains("\r\u001B[K0 of 1 done; running: slow.sh 1s")
        .endsWith("\r\u001B[K");
    assertThat(call.exitCode()).isZero();
  }

  @Test
  void withoutATerminalThereIsNoProgress(@TempDir Path home) {
    Transcript transcript = new Transcript(home);
    transcript.check("slow.sh", "sleep 1.6");
    assertThat(transcript.run("healthcheck", "run").err()).isEmpty();
    transcript.terminals("err").variable("TERM", "dumb");
    assertThat(transcript.run("healthcheck", "run").err()).isEmpty();
  }
}
