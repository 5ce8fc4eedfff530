package io.jetpack.cli.healthcheck.service.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.jetpack.cli.node.settings.GivenFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class WatchedFileTest {

  private static final Duration LITTLE = Duration.ofMillis(500);

  @TempDir Path directory;
  private Path file = Path.of("");
  private long time = Long.MAX_VALUE - 1000; // the clock may be anywhere
  private Instant wallClock = Instant.now();
  private int read;
  private int judged;
  private Optional<String> fault = Optional.empty();

  @BeforeEach
  void nameFile() {
    file = directory.resolve("jetpack.toml");
  }

  private WatchedFile watched() {
    GivenFile given = new GivenFile(file, 1000);
    return new WatchedFile(
        file,
        () -> {
          read++;
          return given.read();
        },
        _ -> {
          judged++;
          return fault;
        },
        () -> time,
        () -> wallClock);
  }

  private void pass(Duration duration) {
    time += duration.toNanos();
    wallClock = wallClock.plus(duration);
  }

  /** As one that was written at that time. */
  private void write(String text, Instant at) throws Exception {
    Files.writeString(file, text);
    Files.setLastModifiedTime(file, FileTime.from(at));
  }

  @Test
  void a_file_that_is_used_is_opened_again_only_when_it_was_changed() throws Exception {
    write("a = 1", wallClock);
    WatchedFile watched = watched();
    assertThat(watched.look().settled()).isFalse();
    pass(LITTLE);
    assertThat(watched.look().settled()).isFalse();
    pass(WatchedFile.SETTLED);
    WatchedFile.View quiet = watched.look();
    assertThat(quiet.quiet()).isTrue();
    int before = read;
    for (int i = 0; i < 100; i++) {
      pass(LITTLE);
      assertThat(watched.look().fingerprint()).isEqualTo(quiet.fingerprint());
    }
    assertThat(read).isEqualTo(before);
    assertThat(judged).isEqualTo(1);
    Files.writeString(file, "a = 2"); // as long as before
    Files.setLastModifiedTime(file, FileTime.from(wallClock));
    WatchedFile.View changed = watched.look();
    assertThat(changed.fingerprint()).isNotEqualTo(quiet.fingerprint());
    assertThat(changed.settled()).isFalse();
    assertThat(judged).isEqualTo(2);
  }

  @Test
  void what_is_swapped_on_and_on_is_never_settled() throws Exception {
    WatchedFile watched = watched();
    for (int i = 0; i < 20; i++) {
      write("a = " + i, wallClock);
      assertThat(watched.look().settled()).isFalse();
      pass(LITTLE);
    }
    pass(WatchedFile.SETTLED);
    assertThat(watched.look().settled()).isTrue();
  }

  @Test
  void a_file_from_the_future_is_settled_when_nobody_has_changed_it_for_a_while() throws Exception {
    write("a = 1", wallClock.plus(Duration.ofDays(30)));
    WatchedFile watched = watched();
    assertThat(watched.look().settled()).isFalse();
    pass(WatchedFile.SETTLED);
    assertThat(watched.look().quiet()).isTrue();
  }

  @Test
  void one_that_is_absent_is_so_in_earnest_only_after_a_while() {
    WatchedFile watched = watched();
    assertThat(watched.look().settled()).isFalse();
    pass(WatchedFile.SETTLED);
    WatchedFile.View absent = watched.look();
    assertThat(absent.settled()).isTrue();
    assertThat(absent.fingerprint()).isEqualTo(WatchedFile.ABSENT);
  }

  @Test
  void what_could_not_be_used_is_judged_again_after_a_minute_or_when_somebody_says_so()
      throws Exception {
    write("a = 1", wallClock.minusSeconds(60));
    fault = Optional.of("nothing offers it");
    WatchedFile watched = watched();
    assertThat(watched.look().fault()).contains("nothing offers it");
    fault = Optional.empty();
    pass(LITTLE);
    assertThat(watched.look().fault()).isPresent();
    watched.judgeAgain();
    assertThat(watched.look().fault()).isEmpty();
    fault = Optional.of("gone again");
    pass(Duration.ofMinutes(2));
    assertThat(watched.look().fault()).as("what was taken stays").isEmpty();
    watched.judgeAgain();
    write("a = 2", wallClock.minusSeconds(60));
    assertThat(watched.look().fault()).contains("gone again");
    fault = Optional.empty();
    pass(Duration.ofMinutes(1));
    assertThat(watched.look().fault()).isEmpty();
  }
}
