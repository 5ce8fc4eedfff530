import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Texts of licences and exceptions by their SPDX identifiers, one file {@code ID.txt} each. */
record LicenseTexts(List<Path> directories) {

  /** No licence is as short; where a text could not be had, a file may say so. */
  private static final int SHORTEST = 300;

  boolean has(String id) {
    return find(id).isPresent();
  }

  String of(String id) {
    return find(id).orElseThrow();
  }

  private Optional<String> find(String id) {
    return directories.stream()
        .map(directory -> directory.resolve(id + ".txt"))
        .filter(Files::isRegularFile)
        .map(LicenseTexts::read)
        .filter(text -> text.length() >= SHORTEST)
        .findFirst();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
