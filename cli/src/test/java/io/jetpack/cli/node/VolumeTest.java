package io.jetpack.cli.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class VolumeTest {

  @TempDir private Path directory;

  @Test
  void it_is_as_large_as_the_system_says() throws IOException {
    FileStore store = Files.getFileStore(directory);
    Volume volume = new Volume(directory);
    assertThat(volume.totalBytes()).isPositive().isEqualTo(store.getTotalSpace());
    assertThat(volume.usableBytes()).isPositive().isLessThanOrEqualTo(volume.freeBytes());
    assertThat(volume.freeBytes()).isLessThanOrEqualTo(volume.totalBytes());
  }

  @Test
  void of_what_is_not_there_nothing_is_known() {
    Volume volume = new Volume(directory.resolve("nowhere"));
    assertThat(volume.totalBytes()).isZero();
    assertThat(volume.isReadOnly()).isFalse();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void a_directory_that_this_user_may_not_write_to_is_on_no_read_only_volume() throws IOException {
    Path closed = Files.createDirectory(directory.resolve("closed"));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("r-x------"));
    assertThat(new Volume(closed).isReadOnly()).isFalse();
  }
}
