package io.jetpack.cli.converge.locker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a folder that serves as a locker lists, and what it refuses. */
@DisabledOnOs(OS.WINDOWS)
class FolderLockerTest {

  @TempDir Path root;

  private Path spec;

  @BeforeEach
  void a_file() throws Exception {
    spec = Files.createDirectories(root.resolve("s/files"));
    Files.writeString(spec.resolve("a.conf"), "a\n");
  }

  @Test
  void links_to_files_are_listed_and_those_to_nothing_left_out() throws Exception {
    Files.createSymbolicLink(spec.resolve("b.conf"), Path.of("a.conf"));
    Files.createSymbolicLink(spec.resolve("gone.conf"), Path.of("nowhere"));
    assertThat(new FolderLocker(root).list("s"))
        .extracting(LockerFile::path)
        .containsExactlyInAnyOrder("s/files/a.conf", "s/files/b.conf");
  }

  @Test
  void what_is_no_file_is_refused_by_name() throws Exception {
    Path pipe = spec.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    assertThatExceptionOfType(LockerException.class)
        .isThrownBy(() -> new FolderLocker(root).list("s"))
        .withMessage(
            "'%s' is a device, a pipe or a socket; only files, directories and links may be", pipe)
        .matches(refusal -> !refusal.isPassing());
  }

  @Test
  void links_in_a_circle_are_not_tried_again() throws Exception {
    Files.createSymbolicLink(spec.resolve("up"), Path.of(".."));
    assertThatExceptionOfType(LockerException.class)
        .isThrownBy(() -> new FolderLocker(root).list("s"))
        .withMessageContaining("circle")
        .matches(refusal -> !refusal.isPassing());
  }
}
