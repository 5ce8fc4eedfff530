import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Writes what an archive owes its receivers, out of the list that CycloneDX's plugin for Maven has
 * made: {@code THIRD-PARTY.txt}, every part with version, licence and where its text is; {@code
 * licenses}, the texts; {@code sbom.cdx.json}, the same parts for programs. None of them is on the
 * class path.
 *
 * <p>Usage: {@code java -cp JACKSON Notices.java BOM KNOWN TEXTS DIRECTORY...}. BOM is the plugin's
 * list, KNOWN a {@link KnownLicenses}, TEXTS are directories with the texts of licences, separated as
 * in a class path. Each DIRECTORY is that of an archive, with its jars in {@code system/lib}; beside
 * it lies {@code DIRECTORY.parts} with its other {@link Part}s.
 *
 * <p>Fails when a library has no known licence, a licence has no text, or what is listed is not
 * what is there. Run by {@code cli/src/build/distribution}.
 */
public final class Notices {

  private static final String LIBRARIES = "system/lib";

  /** It only names the others. */
  private static final String CLASS_PATH_JAR = "jetpack.jar";

  public static void main(String... args) throws IOException {
    Bom bom = Bom.read(Path.of(args[0]));
    KnownLicenses known = KnownLicenses.read(Path.of(args[1]));
    LicenseTexts texts = new LicenseTexts(paths(args[2]));
    List<String> problems = new ArrayList<>();
    for (String archive : List.of(args).subList(3, args.length)) {
      write(Path.of(archive), bom, known, texts, problems);
    }
    if (!problems.isEmpty()) {
      problems.stream().distinct().forEach(problem -> System.err.println("jetpack: " + problem));
      System.exit(1);
    }
  }

  private static void write(
      Path directory, Bom bom, KnownLicenses known, LicenseTexts texts, List<String> problems)
      throws IOException {
    List<Path> jars = jars(directory.resolve(LIBRARIES));
    Inventory inventory = Inventory.of(bom, known, jars, LIBRARIES + "/", problems);
    List<Part> parts = new ArrayList<>(inventory.libraries());
    parts.addAll(Part.others(Path.of(directory + ".parts"), problems));
    inventory.unlisted().forEach(jar -> problems.add("no library of the build's list is '" + jar + "'"));
    NoticeFiles files = new NoticeFiles(directory, texts);
    for (Part part : parts) {
      part.licenseIds().stream()
          .filter(id -> !texts.has(id))
          .forEach(id -> problems.add("there is no text of licence '%s' of '%s'".formatted(id, part.title())));
    }
    if (problems.isEmpty()) {
      files.write(bom.product(), parts);
      bom.write(parts, directory.resolve("sbom.cdx.json"), directory.getFileName().toString());
    }
  }

  private static List<Path> jars(Path directory) throws IOException {
    try (Stream<Path> found = Files.list(directory)) {
      return found.filter(jar -> !jar.endsWith(CLASS_PATH_JAR)).sorted().toList();
    }
  }

  private static List<Path> paths(String classPath) {
    return Stream.of(classPath.split(File.pathSeparator)).map(Path::of).toList();
  }
}
