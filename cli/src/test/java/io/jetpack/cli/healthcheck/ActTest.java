package io.jetpack.cli.healthcheck;

import static org.assertj.core.api.Assertions.assertThat;

import io.jetpack.cli.Transcript;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code jetpack healthcheck run --act}: once what the service does. */
@Timeout(60)
class ActTest {

  private static final Pattern TIME = Pattern.compile("(?m)^[-0-9: ,]+");

  /** Said once, because these homes name no broker. */
  private static final String WAITING =
      "WARNING  messages wait in the outbox: no broker is named; set 'amqp.uri' in config/jetpack.toml";

  private static final Pattern TYPE = Pattern.compile("\"type\":\"(\\w+)\"");

  @TempDir Path home;

  @BeforeEach
  void makeHome() throws Exception {
    Files.createDirectories(home.resolve("config/healthcheck.d"));
    Files.createDirectories(home.resolve("run/scheduled_shutdown"));
    Files.writeString(
        home.resolve("config/jetpack.toml"), "[healthcheck]\nconfirm_delay = \"100ms\"\n");
  }

  private void check(String name, String text) throws Exception {
    Files.writeString(home.resolve("config/healthcheck.d/" + name), "#!/bin/bash\n" + text + "\n");
  }

  /** What was done, without the times. */
  private List<String> act() {
    Transcript transcript = new Transcript(home);
    String err = transcript.run("healthcheck", "run", "--act").err();
    return TIME.matcher(err).replaceAll("").lines().filter(line -> !line.equals(WAITING)).toList();
  }

  /** What waits for a broker, by type. */
  private List<String> queued() throws Exception {
    List<String> types = new ArrayList<>();
    try (Stream<Path> files = Files.list(home.resolve("run/outbox/new"))) {
      for (Path file : files.sorted().toList()) {
        Matcher type = TYPE.matcher(Files.readString(file));
        assertThat(type.find()).isTrue();
        types.add(type.group(1));
      }
    }
    return types;
  }

  @Test
  void the_cluster_is_told_what_is_not_well_and_what_is_asked_of_it() throws Exception {
    check("bad.sh", "exit 3");
    check("fine.sh", "exit 0");
    check("gpu.sh", "exit 254");
    List<String> _ = act();
    assertThat(queued()).containsExactlyInAnyOrder("healthcheck", "healthcheck", "terminate");
  }

  @Test
  void nothing_is_done_when_nothing_asks_for_it() throws Exception {
    check("bad.sh", "exit 3");
    assertThat(act()).isEmpty();
  }

  @Test
  void a_request_is_made_and_logged() throws Exception {
    check("gpu.sh", "echo 'gpu is lost' >&2; exit 254");
    String line = "ERROR    termination requested for gpu.sh (attempt 1): gpu is lost";
    assertThat(act()).containsExactly(line);
    assertThat(home.resolve("logs/healthcheck.log")).content().contains(line);
  }

  @Test
  void built_ins_are_judged_too() throws Exception {
    check("fine.sh", "exit 0");
    long past = Instant.now().getEpochSecond() - 60;
    Path marker =
        Files.writeString(
            home.resolve("run/scheduled_shutdown/maintenance"), past + "\nnew kernel\n");
    Files.setLastModifiedTime(marker, FileTime.from(Instant.ofEpochSecond(past)));
    assertThat(act())
        .first()
        .asString()
        .startsWith(
            "INFO     scheduled_shutdown must confirm what they say; they run again in 1 s");
    assertThat(home.resolve("logs/healthcheck.log"))
        .content()
        .contains(
            "ERROR    termination requested for scheduled_shutdown (attempt 1)", "new kernel");
  }

  @Test
  void a_hold_stops_it() throws Exception {
    check("gpu.sh", "echo 'gpu is lost' >&2; exit 254");
    int ignored = new Transcript(home).run("keepalive", "1h").exitCode();
    assertThat(act())
        .containsExactly("WARNING  gpu.sh is terminate: gpu is lost (held: nothing is requested)");
  }

  @Test
  void confirmations_are_awaited_and_a_check_that_recovers_asks_for_nothing() throws Exception {
    check("gpu.sh", "# jetpack: confirm=3\necho x >> " + home + "/runs; exit 254");
    check(
        "flaps.sh",
        "# jetpack: confirm=2\n[ -e %1$s/seen ] && exit 0; touch %1$s/seen; exit 254"
            .formatted(home));
    assertThat(act())
        .anyMatch(line -> line.startsWith("ERROR    termination requested for gpu.sh (attempt 1)"))
        .contains("INFO     flaps.sh no longer asks for termination: healthy")
        .noneMatch(line -> line.contains("requested for flaps.sh"));
    assertThat(Files.readAllLines(home.resolve("runs"))).hasSize(3);
  }
}
