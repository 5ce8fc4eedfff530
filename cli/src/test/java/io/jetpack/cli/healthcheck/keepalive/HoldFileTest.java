package io.jetpack.cli.healthcheck.keepalive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jetpack.cli.node.Home;
import io.jetpack.healthcheck.hold.Hold;
import io.jetpack.healthcheck.hold.HoldReading;
import io.jetpack.text.Durations;
import java.io.RandomAccessFile;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class HoldFileTest {

  @TempDir Path directory;

  private final SettableTime time = new SettableTime();

  private HoldFile holds() {
    return new HoldFile(new Home(directory), time, Duration.ofSeconds(30));
  }

  private Path file() {
    return directory.resolve("run/keepalive.json");
  }

  private HoldChange take(String duration) throws Exception {
    return holds()
        .take(
            duration.equals("forever") ? Optional.empty() : Optional.of(Durations.parse(duration)),
            "root",
            "for " + duration);
  }

  private Hold held() {
    return ((HoldReading.Held) holds().read()).hold();
  }

  private void write(String text) throws Exception {
    Files.createDirectories(file().getParent());
    Files.writeString(file(), text);
  }

  @ParameterizedTest
  @CsvSource({
    "1h, 2h, 2h",
    "2h, 1h, 2h",
    "1h, forever, forever",
    "forever, 1h, forever",
    "forever, 36500d, forever",
    "forever, forever, forever",
    "36500d, forever, forever"
  })
  void theLongerHoldStaysInWhicheverOrderTheyAreTaken(String one, String other, String longer)
      throws Exception {
    take(one);
    take(other);
    Optional<Duration> expected =
        longer.equals("forever") ? Optional.empty() : Optional.of(Durations.parse(longer));
    assertThat(held().until()).isEqualTo(expected.map(SettableTime.START::plus));
    assertThat(held().reason()).isEqualTo("for " + longer);
  }

  @Test
  void theSameDurationLaterIsLonger() throws Exception {
    take("1h");
    time.pass(Duration.ofMinutes(10));
    assertThat(take("1h")).isInstanceOf(HoldChange.Taken.class);
    assertThat(held().until()).contains(SettableTime.START.plus(Duration.ofMinutes(70)));
    assertThat(held().since()).isEqualTo(SettableTime.START.plus(Duration.ofMinutes(10)));
  }

  @Test
  void aHoldEndsByItselfAndThenAnyOtherIsTaken() throws Exception {
    take("1h");
    time.pass(Duration.ofMinutes(59));
    assertThat(holds().read().holds()).isTrue();
    time.pass(Duration.ofMinutes(1));
    assertThat(holds().read()).isEqualTo(new HoldReading.Free());
    take("90s");
    assertThat(held().reason()).isEqualTo("for 90s");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1h", "forever"})
  void cancelEndsAnyHold(String duration) throws Exception {
    take(duration);
    assertThat(holds().end().before()).isInstanceOf(HoldReading.Held.class);
    assertThat(holds().read()).isEqualTo(new HoldReading.Free());
    assertThat(holds().end().before()).isEqualTo(new HoldReading.Free());
    assertThat(file()).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT1H", "P3650D", "PT-1H", "P-3650D", "PT4S", "PT-4S"})
  void aHoldLastsAsLongAsWasAskedForHoweverTheClockIsSet(String jump) throws Exception {
    take("2h");
    time.jump(Duration.parse(jump));
    assertThat(held().until()).isPresent();
    Duration left = Duration.between(time.now().wall(), held().until().orElseThrow());
    assertThat(left).isBetween(Duration.ofHours(2), Duration.ofHours(2).plusSeconds(5));
    take("1h");
    assertThat(held().reason()).isEqualTo("for 2h");
    time.pass(Duration.ofMinutes(119));
    assertThat(holds().read().holds()).isTrue();
    time.pass(Duration.ofSeconds(65));
    assertThat(holds().read()).isEqualTo(new HoldReading.Free());
  }

  @Test
  void afterARebootTheWallClockTellsTheEnd() throws Exception {
    take("2h");
    time.pass(Duration.ofMinutes(110)).reboot();
    assertThat(held().until()).contains(SettableTime.START.plus(Duration.ofHours(2)));
    time.pass(Duration.ofMinutes(10));
    assertThat(holds().read()).isEqualTo(new HoldReading.Free());
  }

  @Test
  void anEndlessHoldOutlivesEverythingButCancel() throws Exception {
    take("forever");
    time.jump(Duration.ofDays(100_000)).reboot();
    assertThat(held().forever()).isTrue();
  }

  @Test
  void withoutUptimeTheWallClockTellsTheEnd() throws Exception {
    time.withoutUptime();
    take("2h");
    time.pass(Duration.ofMinutes(119));
    assertThat(holds().read().holds()).isTrue();
    time.pass(Duration.ofMinutes(1));
    assertThat(holds().read()).isEqualTo(new HoldReading.Free());
  }

  private static final String GOOD =
      "{\"since\":\"2026-11-22T17:04:12Z\",\"until\":null,\"forever\":true,\"by\":\"r\","
          + "\"reason\":\"\"}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          '' | it is no JSON object
          null | it is no JSON object
          [] | it is no JSON object
          {} | 'forever' is missing
          {"forever":true | it is no whole JSON object
          \u0000\u0001ÿ | it is no whole JSON object
          {"forever":true}{} | there is more in it than one JSON object
          {"forever":true,"forever":true} | it is no whole JSON object
          {"forever":true} | 'since' is no time
          {"forever":false} | 'until' and 'forever' contradict each other
          {"forever":"yes"} | 'forever' is of a wrong type
          {"forever":false,"until":"tomorrow"} | 'until' is no time
          {"forever":false,"until":"+999999999-01-01T00:00:00Z"} | 'until' is no time
          {"forever":false,"until":[1,{"a":2}]} | 'until' is no time
          {"forever":true,"since":"2026-11-22T17:04:12Z","by":7} | 'by' is of a wrong type
          {"forever":true,"since":"2026-11-22T17:04:12Z","by":"r"} | 'reason' is missing
          {"forever":99999999999999999999} | it is no whole JSON object
          """)
  void whatCanNotBeUnderstoodCountsAsHeldAndIsTold(String text, String why) throws Exception {
    write(text == null ? "" : text);
    assertThat(holds().read())
        .isEqualTo(new HoldReading.Unreadable("'%s' is damaged: %s".formatted(file(), why)));
    assertThat(holds().read().holds()).isTrue();
  }

  @Test
  void fieldsOfALaterVersionArePassedOver() throws Exception {
    write(GOOD.replace("{", "{\"more\":{\"a\":[1,{}]},\"boot_id\":null,"));
    assertThat(held().forever()).isTrue();
    write(GOOD.replace("{", "{\"boot_id\":\"x\",\"until_uptime_seconds\":-1,"));
    assertThat(holds().read()).isInstanceOf(HoldReading.Unreadable.class);
  }

  @Test
  void whatIsNoFileOfOursCountsAsHeld() throws Exception {
    Files.createDirectories(file());
    assertThat(((HoldReading.Unreadable) holds().read()).reason()).contains("is a directory");
    Files.delete(file());
    try (RandomAccessFile huge = new RandomAccessFile(file().toFile(), "rw")) {
      huge.setLength(1L << 30);
    }
    assertThat(((HoldReading.Unreadable) holds().read()).reason()).contains("larger than");
    Files.delete(file());
    Files.createSymbolicLink(file(), Path.of("nowhere"));
    assertThat(((HoldReading.Unreadable) holds().read()).reason())
        .endsWith("is a link to 'nowhere', which is not there");
    assertThat(holds().isForbidden()).isFalse();
  }

  @Test
  void whatCanNotBeReadIsNotCutByAnyDuration() throws Exception {
    write("{garbage");
    assertThat(take("36500d")).isInstanceOf(HoldChange.UnreadableStays.class);
    assertThat(file()).hasContent("{garbage");
  }

  @Test
  void whatCanNotBeReadIsSetAsideByForeverAndByCancel() throws Exception {
    write("{garbage");
    HoldChange.Taken taken = (HoldChange.Taken) take("forever");
    assertThat(taken.setAside().orElseThrow().path()).hasContent("{garbage");
    assertThat(held().forever()).isTrue();
    Files.delete(file());
    Files.createDirectories(file().resolve("folder"));
    HoldChange.Ended ended = holds().end();
    assertThat(ended.setAside().orElseThrow().path().resolve("folder")).isDirectory();
    assertThat(holds().read()).isEqualTo(new HoldReading.Free());
    try (var files = Files.list(file().getParent())) {
      assertThat(files.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "keepalive.json.broken-1", "keepalive.json.broken-2", "keepalive.lock");
    }
  }

  @Test
  void aStateThatCanNotBeReplacedStays() throws Exception {
    write("{garbage");
    Files.createDirectories(file().resolveSibling("keepalive.json.new/full"));
    assertThatThrownBy(() -> take("forever")).isInstanceOf(FileSystemException.class);
    assertThat(file()).hasContent("{garbage");
  }

  @Test
  void ofManyCallsAtOnceTheLongestHoldStays() throws Exception {
    List<Integer> hours = new ArrayList<>();
    for (int i = 1; i <= 50; i++) {
      hours.add(i);
    }
    Collections.shuffle(hours);
    CountDownLatch start = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newFixedThreadPool(50)) {
      List<Future<HoldChange>> calls = new ArrayList<>();
      for (int number : hours) {
        calls.add(
            threads.submit(() -> {
              start.await();
              return take(number + "h");
            }));
      }
      start.countDown();
      for (Future<HoldChange> call : calls) {
        call.get();
      }
    }
    assertThat(held().until()).contains(SettableTime.START.plus(Duration.ofHours(50)));
  }
}
