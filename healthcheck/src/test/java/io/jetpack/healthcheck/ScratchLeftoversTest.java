package io.jetpack.healthcheck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchLeftoversTest {

  private final Instant now = Instant.now();

  /** No process has it: the largest that Linux gives is 2 to the power of 22. */
  private static final long NOBODY = 1L << 40;

  @TempDir Path temporary;

  private Path directory(String name, Duration age) throws IOException {
    Path directory = Files.createDirectory(temporary.resolve(name));
    Files.createDirectories(directory.resolve("a/b"));
    Files.writeString(directory.resolve("a/b/file"), "x");
    Files.setPosixFilePermissions(
        directory.resolve("a"), PosixFilePermissions.fromString("r-xr-xr-x"));
    Files.setLastModifiedTime(directory, FileTime.from(now.minus(age)));
    return directory;
  }

  private int remove() {
    return ScratchLeftovers.removeFrom(temporary, now.minus(Duration.ofHours(1)));
  }

  @Test
  void what_a_killed_program_left_is_removed() throws Exception {
    directory("jetpack-check-%d-1".formatted(NOBODY), Duration.ofHours(2));
    directory("jetpack-check-%d-2".formatted(NOBODY), Duration.ofDays(20));

    assertThat(remove()).isEqualTo(2);
    assertThat(temporary).isEmptyDirectory();
  }

  @Test
  void what_may_be_somebodys_stays() throws Exception {
    long us = ProcessHandle.current().pid();
    Path outside = directory("outside", Duration.ofHours(2));
    Files.createSymbolicLink(temporary.resolve("jetpack-check-%d-5".formatted(NOBODY)), outside);
    List<Path> others =
        List.of(
            outside,
            directory("jetpack-check-%d-1".formatted(NOBODY), Duration.ofMinutes(10)),
            directory("jetpack-check-%d-2".formatted(us), Duration.ofHours(2)),
            directory("jetpack-check-3", Duration.ofHours(2)),
            directory("jetpack-check-%d-4.old".formatted(NOBODY), Duration.ofHours(2)));

    assertThat(remove()).isZero();
    assertThat(others).allSatisfy(each -> assertThat(each.resolve("a/b/file")).exists());
  }

  @Test
  void what_a_run_makes_is_known_by_its_name() {
    try (ScratchDirectory scratch = ScratchDirectory.create()) {
      assertThat(ScratchDirectory.maker(scratch.path().getFileName().toString()))
          .hasValue(ProcessHandle.current().pid());
    }
  }

  @Test
  void a_folder_that_is_not_there_is_no_reason_to_fail() {
    assertThat(ScratchLeftovers.removeFrom(temporary.resolve("no"), now)).isZero();
  }
}
