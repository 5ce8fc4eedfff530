package io.jetpack.cli.message.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class RefusalsTest {

  private static final Duration DAY = Duration.ofHours(24);
  private static final String STRANGE = "a key\nwith %41 ünd +";

  @TempDir Path directory;

  private Path file;

  @BeforeEach
  void makeFolder() throws IOException {
    file = directory.resolve("refused");
    Files.createDirectory(directory.resolve("tmp"));
  }

  private static long hour(long hours) {
    return Duration.ofHours(hours).toNanos();
  }

  private Refusals started(long now) {
    return new Refusals(file, DAY, now);
  }

  @Test
  void what_was_there_a_day_ago_is_old_and_what_came_since_is_not() {
    Refusals refusals = started(0);
    refusals.tick(true, 0);
    assertThat(refusals.refused("k", 7)).isEmpty();
    refusals.tick(true, hour(23));
    assertThat(refusals.refused("k", 9)).isEmpty();
    refusals.tick(true, hour(24));
    assertThat(refusals.refused("k", 11)).isEqualTo(OptionalLong.of(7));
    refusals.tick(true, hour(46));
    assertThat(refusals.refused("k", 12)).isEqualTo(OptionalLong.of(7));
    refusals.tick(true, hour(47));
    assertThat(refusals.refused("k", 13)).isEqualTo(OptionalLong.of(9));
  }

  @Test
  void a_restart_does_not_begin_anew_and_the_time_in_between_does_not_count() {
    Refusals first = started(0);
    first.tick(true, 0);
    assertThat(first.refused(STRANGE, 7)).isEmpty();
    first.tick(true, hour(20));
    first.save(hour(20));
    // another process, whose clock is another one
    Refusals second = started(hour(5000));
    second.tick(false, hour(5100));
    second.tick(true, hour(5200));
    assertThat(second.refused(STRANGE, 8)).isEmpty();
    second.tick(true, hour(5203));
    assertThat(second.refused(STRANGE, 8)).isEmpty();
    second.tick(true, hour(5204));
    assertThat(second.refused(STRANGE, 8)).isEqualTo(OptionalLong.of(7));
  }

  @Test
  void while_no_broker_is_there_nothing_gets_older() {
    Refusals refusals = started(0);
    refusals.tick(true, 0);
    assertThat(refusals.refused("k", 7)).isEmpty();
    refusals.tick(false, hour(1));
    refusals.tick(true, hour(1000));
    assertThat(refusals.refused("k", 8)).isEmpty();
  }

  @Test
  void a_key_that_was_taken_begins_anew_also_after_a_restart() {
    Refusals first = started(0);
    first.tick(true, 0);
    assertThat(first.refused("k", 7)).isEmpty();
    first.save(0);
    assertThat(file).exists();
    first.taken("k");
    first.save(0);
    assertThat(file).doesNotExist();
    Refusals second = started(0);
    second.tick(true, 0);
    second.tick(true, hour(30));
    assertThat(second.refused("k", 8)).isEmpty();
  }

  @Test
  void it_is_written_down_now_and_then_for_who_is_killed() {
    Refusals refusals = started(0);
    refusals.tick(true, 0);
    assertThat(refusals.refused("k", 7)).isEmpty();
    assertThat(file).doesNotExist();
    refusals.tick(true, Duration.ofSeconds(31).toNanos());
    assertThat(file).content().isEqualTo("jetpack-refused 1 31000\n0 7 k\n");
  }

  @Test
  void a_broken_file_makes_messages_wait_longer_and_stops_nothing() throws IOException {
    for (String text :
        new String[] {
          "",
          "garbage",
          "jetpack-refused 1 ",
          "jetpack-refused 1 99999999999999999999\n0 7 k\n",
          "jetpack-refused 1 9223372036854775807\n0 7 k\n",
          "jetpack-refused 1 90000000\n0 7\n",
          "jetpack-refused 1 90000000\n0 7 %zz\n",
          "jetpack-refused 1 90000000\n0 7 k\n0 8 cut o",
          "\0\0\0\0\0\0"
        }) {
      Files.writeString(file, text);
      Refusals refusals = started(0);
      refusals.tick(true, 0);
      assertThat(refusals.refused("k", 9)).as(text).isEmpty();
    }
    Files.write(file, new byte[] {(byte) 0xff, 0});
    assertThat(started(0).refused("k", 9)).isEmpty();
    Files.delete(file);
    Files.createDirectory(file);
    Refusals refusals = started(0);
    assertThat(refusals.refused("k", 9)).isEmpty();
    refusals.save(0);
  }
}
