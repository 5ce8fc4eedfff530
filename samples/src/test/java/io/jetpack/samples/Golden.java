package io.jetpack.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Texts that users read, kept in files; {@code -Dgolden.update=true} writes them anew. */
final class Golden {

  private static final Path FOLDER = Path.of("src", "test", "resources", "golden");

  private Golden() {}

  static void compare(String name, String seen) throws IOException {
    Path file = FOLDER.resolve(name);
    if (Boolean.getBoolean("golden.update")) {
      Files.createDirectories(FOLDER);
      Files.writeString(file, seen);
    }
    assertThat(file).as("run the tests with -Dgolden.update=true to create it").exists();
    assertThat(seen)
        .as("text that users read; -Dgolden.update=true takes the new one")
        .isEqualTo(Files.readString(file));
  }
}
