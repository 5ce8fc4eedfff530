import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Writes {@code THIRD-PARTY.txt} for people, and the texts that it names into {@code licenses}. */
final class NoticeFiles {

  /** Licences and notices lie at the top of a jar or in its META-INF. */
  private static final Pattern NOTICE =
      Pattern.compile("(?:META-INF/)?[^/]*(?i:licen[sc]e|notice|copying)[^/]*(?<!\\.class)");

  private final Path directory;
  private final LicenseTexts texts;
  private final Map<String, String> written = new HashMap<>();

  NoticeFiles(Path directory, LicenseTexts texts) {
    this.directory = directory;
    this.texts = texts;
  }

  void write(String product, List<Part> parts) throws IOException {
    Set<String> ids = new TreeSet<>();
    parts.forEach(part -> ids.addAll(part.licenseIds()));
    for (String id : ids) {
      put("licenses/" + id + ".txt", texts.of(id).getBytes(StandardCharsets.UTF_8));
    }
    List<String> lines = new ArrayList<>();
    lines.add("The parts of " + product + ", with their licences. What is ours is under the Apache License 2.0.");
    lines.add("Libraries of others are as they were published but for the form of their jars: not compressed,");
    lines.add("without the names of local variables, without files for other platforms. What programs read is");
    lines.add("sbom.cdx.json. A text without names is that of SPDX; the copyright notice is here.");
    for (Part part : parts.stream().sorted(Comparator.comparing(Part::title)).toList()) {
      lines.add("");
      lines.add(part.title());
      add(lines, "part of", part.component().path("group").asString(""));
      add(lines, "place", part.place());
      add(lines, "licence", part.license());
      add(lines, "copyright", part.copyright());
      for (String id : part.licenseIds()) {
        add(lines, "text", "licenses/" + id + ".txt");
      }
      add(lines, "its own", part.texts());
      for (Path jar : part.jar()) {
        for (String own : ownTexts(jar)) {
          add(lines, "its own", own);
        }
      }
      add(lines, "sources", part.source());
    }
    Files.writeString(directory.resolve("THIRD-PARTY.txt"), String.join("\n", lines) + "\n");
  }

  private static void add(List<String> lines, String key, String value) {
    if (!value.isEmpty()) {
      lines.add("    %-10s %s".formatted(key, value));
    }
  }

  private List<String> ownTexts(Path jar) throws IOException {
    List<String> names = new ArrayList<>();
    String directoryOfJar = jar.getFileName().toString().replaceFirst("\\.jar$", "");
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : zip.stream().map(ZipEntry.class::cast).sorted(Comparator.comparing(ZipEntry::getName)).toList()) {
        if (!entry.isDirectory() && NOTICE.matcher(entry.getName()).matches()) {
          String name = Path.of(entry.getName()).getFileName().toString();
          names.add(put("licenses/" + directoryOfJar + "/" + name, zip.getInputStream(entry).readAllBytes()));
        }
      }
    }
    return names;
  }

  /** The name under which these bytes lie there, each text once. */
  private String put(String name, byte[] bytes) throws IOException {
    String present = written.putIfAbsent(Arrays.toString(bytes), name);
    if (present == null) {
      Path file = directory.resolve(name);
      Files.createDirectories(file.getParent());
      Files.write(file, bytes);
    }
    return present == null ? name : present;
  }
}
