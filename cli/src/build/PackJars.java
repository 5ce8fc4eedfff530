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
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Writes jars anew for the distribution: entries in order and of one time, so that two builds give
 * the same bytes; not compressed, because the archive around them compresses better when it sees
 * all of them, and classes load faster; and without what no node of the platform needs.
 *
 * <p>Usage: {@code java PackJars.java TARGET EPOCH_SECONDS LEFT_OUT JAR...}; LEFT_OUT is a regular
 * expression of entry names. Run by {@code cli/src/build/distribution}.
 */
public final class PackJars {

  public static void main(String... args) throws IOException {
    Path target = Path.of(args[0]);
    LocalDateTime time =
        LocalDateTime.ofInstant(Instant.ofEpochSecond(Long.parseLong(args[1])), ZoneOffset.UTC);
    Pattern leftOut = Pattern.compile(args[2]);
    for (int i = 3; i < args.length; i++) {
      Path jar = Path.of(args[i]);
      pack(jar, target.resolve(jar.getFileName()), time, leftOut);
    }
  }

  private static void pack(Path source, Path target, LocalDateTime time, Pattern leftOut)
      throws IOException {
    try (ZipFile in = new ZipFile(source.toFile());
        OutputStream file = Files.newOutputStream(target);
        ZipOutputStream out = new ZipOutputStream(file)) {
      out.setMethod(ZipOutputStream.STORED);
      List<ZipEntry> entries = new ArrayList<>(in.stream().map(ZipEntry.class::cast).toList());
      // the manifest comes first, as in every jar
      entries.sort(
          Comparator.comparing((ZipEntry entry) -> !entry.getName().equals("META-INF/MANIFEST.MF"))
              .thenComparing(ZipEntry::getName));
      for (ZipEntry entry : entries) {
        if (!entry.isDirectory() && !leftOut.matcher(entry.getName()).matches()) {
          copy(in.getInputStream(entry).readAllBytes(), entry.getName(), time, out);
        }
      }
    }
  }

  private static void copy(byte[] bytes, String name, LocalDateTime time, ZipOutputStream out)
      throws IOException {
    CRC32 sum = new CRC32();
    sum.update(bytes);
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(time);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(bytes.length);
    entry.setCompressedSize(bytes.length);
    entry.setCrc(sum.getValue());
    out.putNextEntry(entry);
    out.write(bytes);
    out.closeEntry();
  }
}
