package io.jetpack.cli.converge;

import io.jetpack.cli.node.files.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** {@code run/reboot_wanted}: that Chef wants the machine to start anew, in words. */
final class RebootNote {

  private RebootNote() {}

  static Path path(Path run) {
    return run.resolve("reboot_wanted");
  }

  static void write(Path run, String words, Instant now) throws IOException {
    new WholeFile(path(run), 4096)
        .write("%s %s%n".formatted(now, words).getBytes(StandardCharsets.UTF_8));
  }

  static void remove(Path run) throws IOException {
    Files.deleteIfExists(path(run));
  }
}
