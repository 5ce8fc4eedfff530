package io.jetpack.cli.healthcheck.keepalive;

import static org.assertj.core.api.Assertions.assertThat;

import io.jetpack.cli.Transcript;
import io.jetpack.cli.node.Home;
import io.jetpack.healthcheck.hold.Hold;
import io.jetpack.healthcheck.hold.HoldReading;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class KeepaliveCommandTest {

  @TempDir Path home;

  private Hold held() {
    return ((HoldReading.Held) new HoldFile(new Home(home)).read()).hold();
  }

  @Test
  void whatIsTypedIsDone() {
    Transcript transcript = new Transcript(home).variable("USER", "operator");
    transcript.run("keepalive", "status");
    transcript.run("keepalive");
    assertThat(held().until()).isPresent();
    Duration left = Duration.between(Instant.now(), held().until().orElseThrow());
    assertThat(left).isBetween(Duration.ofMinutes(59), Duration.ofHours(1));
    transcript.run("keepalive", "cancel");
    transcript.run("keepalive", "--reason", "kernel panics", "2d");
    assertThat(held().reason()).isEqualTo("kernel panics");
    transcript.run("keepalive", "cancel", "--home", home.toString());
    transcript.run("keepalive", "forever", "--reason=-");
    assertThat(held().forever()).isTrue();
    transcript.run("keepalive", "--", "cancel");
    transcript.run("keepalive", "cancel");
    transcript.matches("keepalive");
  }

  @Test
  void whatIsMistypedChangesNothing() throws Exception {
    Transcript transcript = new Transcript(home);
    transcript.run("keepalive", "forever", "--reason", "debugging");
    Map<String, String> before = files();
    Transcript mistakes = new Transcript(home);
    mistakes.run("keepalive", "5x");
    mistakes.run("keepalive", "-1h");
    mistakes.run("keepalive", "1000000d");
    mistakes.run("keepalive", "");
    mistakes.run("keepalive", "0h");
    mistakes.run("keepalive", "60");
    mistakes.run("keepalive", "1 h");
    mistakes.run("keepalive", "1", "h");
    mistakes.run("keepalive", "stauts");
    mistakes.run("keepalive", "Forever");
    mistakes.run("keepalive", "cancle");
    mistakes.run("keepalive", "tomorrow");
    mistakes.run("keepalive", "status", "--reason", "why");
    mistakes.run("keepalive", "cancel", "--reason", "why");
    mistakes.run("keepalive", "1h", "--raeson", "why");
    mistakes.run("keepalive", "1h", "--reason");
    mistakes.run("keepalive", "--home", home.resolve("nowhere").toString());
    mistakes.run("kepalive");
    mistakes.matches("keepalive-mistakes");
    assertThat(files()).isEqualTo(before);
  }

  private Map<String, String> files() throws Exception {
    Map<String, String> texts = new TreeMap<>();
    try (var paths = Files.walk(home)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        texts.put(home.relativize(path).toString(), Files.readString(path));
      }
    }
    return texts;
  }
}
