package io.jetpack.healthcheck.scratch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchPlacesTest {

  private static final Path TEMPORARY = Path.of(System.getProperty("java.io.tmpdir"));

  @TempDir Path scratch;

  @Test
  void the_usual_place_comes_first_and_none_comes_twice() {
    Path run = Path.of("/opt/cycle/jetpack/run");
    assertThat(ScratchPlaces.of(Map.of("TMPDIR", "/var/tmp"), run).places())
        .containsExactly(TEMPORARY, Path.of("/var/tmp"), run, Path.of("/run"), Path.of("/dev/shm"));
    assertThat(ScratchPlaces.of(Map.of("TMPDIR", TEMPORARY.toString()), run).places())
        .containsExactly(TEMPORARY, run, Path.of("/run"), Path.of("/dev/shm"));
    assertThat(ScratchPlaces.of(Map.of("TMPDIR", "relative"), run).places()).hasSize(4);
  }

  @Test
  void a_directory_is_empty_and_of_its_user_only() throws IOException {
    ScratchDirectory made = new ScratchPlaces(List.of(scratch)).make();
    assertThat(made.path()).isEmptyDirectory().hasParent(scratch);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made.path())))
        .isEqualTo("rwx------");
  }

  @Test
  void where_a_place_takes_none_the_next_one_is_taken() throws IOException {
    Path file = Files.createFile(scratch.resolve("file"));
    Path last = Files.createDirectory(scratch.resolve("last"));
    ScratchPlaces places = new ScratchPlaces(List.of(scratch.resolve("none"), file, last));
    assertThat(places.make().path()).hasParent(last);
  }

  @Test
  void where_none_takes_one_each_says_why() throws IOException {
    Path file = Files.createFile(scratch.resolve("file"));
    ScratchPlaces places = new ScratchPlaces(List.of(scratch.resolve("none"), file));
    assertThatThrownBy(places::make)
        .isInstanceOf(IOException.class)
        .hasMessage(
            "no directory to run in can be made ('%s': no such file or directory, '%s': not a directory);"
                + " make room, or name another place by TMPDIR",
            scratch.resolve("none"), file);
  }
}
