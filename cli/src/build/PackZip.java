import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes a zip of a folder, its entries in order and of one time, so that two builds give the same
 * bytes.
 *
 * <p>Usage: {@code java PackZip.java ZIP EPOCH_SECONDS FOLDER}; names in the zip begin with the
 * folder's name. Run by {@code cli/src/build/distribution}.
 */
public final class PackZip {

  public static void main(String... args) throws IOException {
    LocalDateTime time =
        LocalDateTime.ofInstant(Instant.ofEpochSecond(Long.parseLong(args[1])), ZoneOffset.UTC);
    Path folder = Path.of(args[2]);
    List<Path> found;
    try (Stream<Path> paths = Files.walk(folder)) {
      found = paths.sorted().toList();
    }
    try (OutputStream file = Files.newOutputStream(Path.of(args[0]));
        ZipOutputStream out = new ZipOutputStream(file)) {
      for (Path path : found) {
        boolean directory = Files.isDirectory(path);
        String name = folder.getParent().relativize(path).toString().replace('\\', '/');
        ZipEntry entry = new ZipEntry(directory ? name + "/" : name);
        entry.setTimeLocal(time);
        out.putNextEntry(entry);
        if (!directory) {
          Files.copy(path, out);
        }
        out.closeEntry();
      }
    }
  }
}
