import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes {@code jetpack.jar}, which only names the jars beside it, always in the same order.
 *
 * <p>Usage: {@code java ClassPathJar.java FOLDER EPOCH_SECONDS FIRST...}; FIRST are the beginnings
 * of the names of those that come first. Run by {@code cli/src/build/distribution}.
 */
public final class ClassPathJar {

  public static void main(String... args) throws IOException {
    Path folder = Path.of(args[0]);
    List<String> first = List.of(args).subList(2, args.length);
    List<String> names = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      files.map(file -> file.getFileName().toString()).forEach(names::add);
    }
    names.sort(
        Comparator.comparing((String name) -> place(name, first))
            .thenComparing(Comparator.naturalOrder()));
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, String.join(" ", names));
    try (OutputStream file = Files.newOutputStream(folder.resolve("jetpack.jar"));
        ZipOutputStream out = new ZipOutputStream(file)) {
      ZipEntry entry = new ZipEntry("META-INF/MANIFEST.MF");
      entry.setTimeLocal(
          LocalDateTime.ofInstant(Instant.ofEpochSecond(Long.parseLong(args[1])), ZoneOffset.UTC));
      out.putNextEntry(entry);
      manifest.write(out);
      out.closeEntry();
    }
  }

  private static int place(String name, List<String> first) {
    for (int i = 0; i < first.size(); i++) {
      if (name.startsWith(first.get(i))) {
        return i;
      }
    }
    return first.size();
  }
}
