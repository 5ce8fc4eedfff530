package io.jetpack.cli.node.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jetpack.cli.node.files.WholeFile.Reading;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class WholeFileTest {

  @TempDir Path directory;

  private WholeFile file(String name) {
    return new WholeFile(directory.resolve(name), 1000);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String reason(WholeFile file) {
    return ((Reading.Unreadable) file.read()).reason();
  }

  @Test
  void what_was_written_is_read() throws Exception {
    WholeFile file = file("run/state.json");
    assertThat(file.read()).isEqualTo(new Reading.Missing());
    file.write(bytes("one"));
    file.write(bytes("two"));
    assertThat(((Reading.Content) file.read()).bytes()).isEqualTo(bytes("two"));
    assertThat(file.path().getParent()).isDirectoryContaining("glob:**/state.json");
    try (var files = Files.list(directory.resolve("run"))) {
      assertThat(files).hasSize(1);
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())))
        .isEqualTo("rw-r-----");
  }

  @Test
  void what_is_no_file_of_ours_is_told() throws Exception {
    Files.createDirectory(directory.resolve("folder"));
    assertThat(reason(file("folder"))).endsWith("folder' is a directory, not a file");
    assertThat(reason(new WholeFile(Path.of("/dev/zero"), 10))).endsWith("is not a regular file");
    try (RandomAccessFile huge = new RandomAccessFile(directory.resolve("huge").toFile(), "rw")) {
      huge.setLength(1L << 30);
    }
    assertThat(reason(file("huge"))).contains("larger than 1,000 bytes");
  }

  @Test
  void what_can_not_be_written_leaves_the_old_file() throws Exception {
    assertThatThrownBy(() -> new WholeFile(Path.of("/proc/nothing/state"), 10).write(bytes("x")))
        .isInstanceOf(IOException.class);
    Files.createDirectories(directory.resolve("state/full"));
    assertThatThrownBy(() -> file("state").write(bytes("x"))).isInstanceOf(IOException.class);
    assertThat(directory.resolve("state/full")).isDirectory();
    try (var files = Files.list(directory)) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void what_is_not_a_regular_file_is_not_replaced() throws Exception {
    Path pipe = directory.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    assertThatThrownBy(() -> file("pipe").write(bytes("x")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("it is not a regular file, and stays");
    try (var files = Files.list(directory)) {
      assertThat(files).containsExactly(pipe);
    }
  }

  @Test
  void what_is_broken_is_set_aside_under_a_name_that_is_free() throws Exception {
    for (String text : new String[] {"a", "b"}) {
      file("state").write(bytes(text));
      assertThat(Files.readString(file("state").setAside())).isEqualTo(text);
    }
    assertThat(directory.resolve("state.broken-2")).hasContent("b");
    assertThat(file("state").read()).isEqualTo(new Reading.Missing());
  }
}
