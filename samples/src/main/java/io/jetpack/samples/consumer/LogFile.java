package io.jetpack.samples.consumer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file of lines, which others may move away at any time. */
final class LogFile {

  private final Path path;

  LogFile(Path path) {
    this.path = path;
  }

  void write(String line) throws IOException {
    Path ignored =
        Files.writeString(
            path,
            line + "\n",
            StandardCharsets.UTF_8,
            StandardOpenOption.CREATE,
            StandardOpenOption.APPEND);
  }
}
