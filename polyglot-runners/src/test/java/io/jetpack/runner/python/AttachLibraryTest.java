package io.jetpack.runner.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttachLibraryTest {

  @TempDir Path resources;

  @Test
  void each_processor_gets_its_own() throws Exception {
    Path intel = library("amd64");
    Path arm = library("aarch64");
    assertThat(AttachLibrary.of(resources, "amd64")).contains(intel);
    assertThat(AttachLibrary.of(resources, "aarch64")).contains(arm);
  }

  @Test
  void a_processor_without_one_is_left_to_truffle() throws Exception {
    Path _ = library("amd64");
    assertThat(AttachLibrary.of(resources, "riscv64")).isEmpty();
    assertThat(AttachLibrary.of(resources, "")).isEmpty();
    assertThat(AttachLibrary.of(resources.resolve("absent"), "amd64")).isEmpty();
  }

  private Path library(String processor) throws Exception {
    Path directory = resources.resolve("engine/libtruffleattach/linux/" + processor);
    Files.createDirectories(directory.resolve("bin"));
    return directory;
  }
}
