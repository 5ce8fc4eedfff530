package io.jetpack.healthcheck.scratch;

import static org.assertj.core.api.Assertions.assertThat;

import io.jetpack.healthcheck.scratch.ScratchLeftovers.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchLeftoversTest {

  private static final Report NOTHING = new Report(0, List.of());

  private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5);
  private final Maker us = Maker.current();

  @TempDir Path scratch;

  private Path first = Path.of("");
  private Path second = Path.of("");
  private ScratchLeftovers leftovers = new ScratchLeftovers(places(first), clock::get);

  @BeforeEach
  void make_places() throws IOException {
    first = Files.createDirectory(scratch.resolve("first"));
    second = Files.createDirectory(scratch.resolve("second"));
    leftovers = new ScratchLeftovers(places(first, second, scratch.resolve("no such")), clock::get);
  }

  private static ScratchPlaces places(Path... places) {
    return new ScratchPlaces(List.of(places));
  }

  private Path directory(Path place, String name) throws IOException {
    Path directory = Files.createDirectory(place.resolve(name));
    Files.createDirectories(directory.resolve("a/b"));
    Files.writeString(directory.resolve("a/b/file"), "x");
    Files.setPosixFilePermissions(
        directory.resolve("a"), PosixFilePermissions.fromString("r-xr-xr-x"));
    return directory;
  }

  private Path of(Maker maker) throws IOException {
    return directory(first, ScratchDirectory.PREFIX + maker + "-1234");
  }

  /** A process that has ended. */
  private Maker gone() throws Exception {
    Process process = new ProcessBuilder("true").start();
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    return new Maker(process.pid(), us.start() + 1, us.scope());
  }

  @Test
  void what_a_killed_program_left_is_removed_at_once_in_all_places() throws Exception {
    Path one = of(gone());
    Path two = directory(second, ScratchDirectory.PREFIX + gone() + "-5678");
    assertThat(leftovers.remove()).isEqualTo(new Report(2, List.of()));
    assertThat(one).doesNotExist();
    assertThat(two).doesNotExist();
  }

  @Test
  void a_number_that_another_process_has_by_now_is_known_by_its_start() throws Exception {
    Path ours = of(us);
    Path earlier = of(new Maker(us.pid(), us.start() - 1, us.scope()));
    assertThat(leftovers.remove().removed()).isEqualTo(1);
    assertThat(ours).exists();
    assertThat(earlier).doesNotExist();
  }

  @Test
  void of_a_program_out_of_sight_it_is_removed_after_an_hour_without_a_change() throws Exception {
    Path foreign = of(new Maker(us.pid(), us.start(), "0123abcd"));
    Path old = directory(first, "jetpack-check-%d-77".formatted(1L << 40));
    Path busy = directory(first, ScratchDirectory.PREFIX + new Maker(4711, 4, "") + "-9");
    assertThat(leftovers.remove()).isEqualTo(NOTHING);
    clock.addAndGet(ScratchLeftovers.UNCHANGED_FOR.toNanos() - 1);
    Files.createFile(busy.resolve("new"));
    assertThat(leftovers.remove()).isEqualTo(NOTHING);
    clock.addAndGet(1);
    assertThat(leftovers.remove().removed()).isEqualTo(2);
    assertThat(foreign).doesNotExist();
    assertThat(old).doesNotExist();
    assertThat(busy).exists();
    clock.addAndGet(ScratchLeftovers.UNCHANGED_FOR.toNanos());
    assertThat(leftovers.remove().removed()).isEqualTo(1);
  }

  @Test
  void the_time_of_a_directory_is_no_reason_to_remove_it() throws Exception {
    Path foreign = of(new Maker(us.pid(), us.start(), "0123abcd"));
    Path ours = of(us);
    for (Path each : List.of(foreign, ours)) {
      Files.setLastModifiedTime(each, FileTime.from(Instant.now().minus(Duration.ofDays(20))));
    }
    assertThat(leftovers.remove()).isEqualTo(NOTHING);
  }

  @Test
  void what_may_be_somebodys_stays() throws Exception {
    Path outside = directory(scratch, "outside");
    Path link = first.resolve(ScratchDirectory.PREFIX + gone() + "-5");
    Files.createSymbolicLink(link, outside);
    List<Path> others =
        List.of(
            outside,
            directory(first, "jetpack-check-3"),
            directory(first, ScratchDirectory.PREFIX + gone() + "-4.old"));
    assertThat(leftovers.remove()).isEqualTo(NOTHING);
    assertThat(others).allSatisfy(each -> assertThat(each.resolve("a/b/file")).exists());
    assertThat(link).isSymbolicLink();
  }

  @Test
  void what_a_run_makes_is_known_by_its_name() throws Exception {
    ScratchDirectory made = places(first).make();
    assertThat(ScratchDirectory.maker(made.path().getFileName().toString())).hasValue(us);
    assertThat(us.presence()).isEqualTo(Maker.Presence.ALIVE);
    assertThat(made.remove()).isEmpty();
    assertThat(first).isEmptyDirectory();
  }

  @Test
  void a_note_about_a_directory_that_is_gone_goes() throws Exception {
    String name = ScratchDirectory.PREFIX + us + "-6";
    Path note = Files.createFile(first.resolve(name + ScratchDirectory.TOLD));
    Path other = Files.createFile(first.resolve("jetpack-check-notes" + ScratchDirectory.TOLD));
    assertThat(leftovers.remove()).isEqualTo(NOTHING);
    assertThat(note).doesNotExist();
    assertThat(other).exists();
  }

  @Test
  void what_could_not_be_removed_after_its_run_is_removed_when_it_can_be() throws Exception {
    // in a listing, the note comes first as often as the directory
    int many = 20;
    for (int number = 0; number < many; number++) {
      Path ours = directory(first, ScratchDirectory.PREFIX + us + "-" + number);
      Files.createFile(ScratchDirectory.told(ours));
    }
    assertThat(leftovers.remove()).isEqualTo(new Report(many, List.of()));
    assertThat(first).isEmptyDirectory();
  }
}
