package io.jetpack.cli.healthcheck.keepalive;

import static org.assertj.core.api.Assertions.assertThat;

import io.jetpack.cli.CommandFailure;
import io.jetpack.cli.Golden;
import io.jetpack.cli.node.Home;
import io.jetpack.cli.node.Moment;
import io.jetpack.cli.node.SystemTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** All answers, with a clock that stands still and in a zone that is not UTC. */
@Timeout(60)
class KeepaliveTest {

  private static final Path ANSWERS =
      Path.of("src", "test", "resources", "golden", "transcripts", "keepalive-answers.txt");

  @TempDir Path home;

  private final SettableTime time = new SettableTime();
  private final StringBuilder seen = new StringBuilder();
  private ZoneId zone = ZoneId.of("Europe/Berlin");

  private Keepalive.Answer answer(String word, String by, String reason) throws Exception {
    HoldFile holds = new HoldFile(new Home(home), time, Duration.ofSeconds(5));
    return new Keepalive(holds, time, new HoldText(zone)).answer(Request.of(word), by, reason);
  }

  private void call(String word, String by, String reason) throws Exception {
    seen.append("$ jetpack keepalive ").append(word);
    seen.append(reason.isEmpty() ? "\n" : " --reason '" + reason + "'\n");
    try {
      Keepalive.Answer answer = answer(word, by, reason);
      seen.append(answer.text()).append('\n');
      answer.warning().ifPresent(text -> seen.append("warning| ").append(text).append('\n'));
    } catch (CommandFailure e) {
      seen.append("failure ").append(e.exitCode()).append("| ").append(e.getMessage()).append('\n');
    }
    seen.append('\n');
  }

  private void note(String text) {
    seen.append("# ").append(text).append("\n\n");
  }

  private Path state() throws IOException {
    return Files.createDirectories(home.resolve("run")).resolve("keepalive.json");
  }

  @Test
  void everyAnswerIsUnderstoodAtNight() throws Exception {
    note("nobody holds the node");
    call("status", "root", "");
    call("cancel", "root", "");
    call("1h", "root (bash)", "");
    call("status", "root", "");

    note("twenty minutes and one second later");
    time.pass(Duration.ofMinutes(20).plusSeconds(1));
    call("status", "root", "");
    call("90s", "root", "");
    call("1d12h", "alice (sudo)", "disk of bob's job");
    call("6h", "root", "");
    call("status", "root", "");

    note("somebody sets the clock back by a year");
    time.jump(Duration.ofDays(-365));
    call("status", "root", "");
    call("cancel", "root", "");

    note("without end");
    call("forever", "root (on-failure.sh)", "node is broken, keep it");
    call("status", "root", "");
    call("2d", "root", "");
    call("forever", "root", "again");
    call("cancel", "root", "");

    note("the state is damaged");
    Files.writeString(state(), "{\"since\":");
    call("status", "root", "");
    call("1h", "root", "");
    call("forever", "root", "");
    Files.writeString(state(), "{\"since\":");
    call("cancel", "root", "");
    call("status", "root", "");

    note("in the zone of the logs");
    zone = ZoneId.of("UTC");
    call("1h", "root", "");

    note("run is no folder");
    Path elsewhere = Files.move(home.resolve("run"), home.resolve("elsewhere"));
    Files.writeString(home.resolve("run"), "");
    call("2h", "root", "");
    call("status", "root", "");

    note("run can not be written");
    Files.delete(home.resolve("run"));
    Files.createSymbolicLink(home.resolve("run"), Path.of("/proc/self/net"));
    call("2h", "root", "");
    call("cancel", "root", "");
    assertThat(elsewhere.resolve("keepalive.json")).exists();
    Golden.compare(ANSWERS, seen.toString().replace(home.toString(), "HOME"));
  }

  @Test
  void aReasonIsOneLineOfModestLengthAndDoesNothingToTheTerminal() throws Exception {
    answer("1h", "root", "one\ntwo\t \u001B[2Jthree");
    assertThat(answer("status", "root", "").text()).endsWith("\n  reason  one two three");
    answer("2h", "root", "\uD83D\uDD25".repeat(1_000));
    assertThat(answer("status", "root", "").text())
        .endsWith("\n  reason  " + "\uD83D\uDD25".repeat(500) + "...");
  }

  @Test
  void whoTookAHoldIsAUserAndAProgram() {
    Map<String, String> sudo = Map.of("SUDO_USER", "alice", "USER", "root");
    assertThat(Caller.describe(sudo, "root", Optional.of("sudo"))).isEqualTo("alice (sudo)");
    Map<String, String> login = Map.of("USER", "", "LOGNAME", "bob");
    assertThat(Caller.describe(login, "root", Optional.empty())).isEqualTo("bob");
    assertThat(Caller.describe(Map.of(), "root", Optional.of("a.sh"))).isEqualTo("root (a.sh)");
    assertThat(Caller.describe(Map.of(), "", Optional.empty())).isEqualTo("an unknown user");
  }

  @Test
  void theSystemTellsTheUptimeOfThisBoot() {
    Moment one = new SystemTime().now();
    Moment other = new SystemTime().now();
    if (Files.exists(Path.of("/proc/uptime"))) {
      assertThat(one.uptime().orElseThrow().bootId())
          .isEqualTo(other.uptime().orElseThrow().bootId())
          .hasSize(36);
      assertThat(one.uptime().orElseThrow().seconds()).isPositive();
    }
    assertThat(other.wall()).isAfterOrEqualTo(one.wall());
  }
}
