package io.jetpack.healthcheck;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder of real scripts. */
record Folder(Path path) {

  Path file(String name, String content) {
    try {
      return Files.writeString(path.resolve(name), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path bash(String name, String body) {
    return file(name, "#!/bin/bash\n" + body + "\n");
  }
}
