import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The libraries of the build's list, each with its jar and its licence.
 *
 * @param unlisted names of jars that the list does not have
 */
record Inventory(List<Part> libraries, Set<String> unlisted) {

  private static final String REWRITTEN =
      "rewritten without compression, without the names of local variables and without files for other platforms;"
          + " the hash is that of the original";

  /**
   * Matches the list with the jars that are there.
   *
   * @param place the directory of the jars in the archive, with a slash
   * @param problems gets a sentence for each library without a jar or without a licence
   */
  static Inventory of(
      Bom bom, KnownLicenses known, List<Path> jars, String place, List<String> problems) {
    Map<String, Path> byName =
        jars.stream()
            .collect(Collectors.toMap(jar -> jar.getFileName().toString(), Function.identity(), (one, _) -> one));
    Set<String> unlisted = new TreeSet<>(byName.keySet());
    List<Part> libraries = new ArrayList<>();
    for (ObjectNode component : bom.libraries()) {
      String group = component.path("group").asString();
      String name = component.path("name").asString();
      String file = name + "-" + component.path("version").asString() + ".jar";
      Optional<KnownLicenses.Line> line = known.of(group, name);
      Optional<String> license = line.flatMap(KnownLicenses.Line::license).or(() -> onlyOne(component));
      Optional<Path> jar = Optional.ofNullable(byName.get(file));
      unlisted.remove(file);
      if (jar.isEmpty()) {
        problems.add("'%s' of the build's list is not among the jars".formatted(file));
      }
      if (license.isEmpty()) {
        problems.add(
            "library '%s:%s' has no known licence, its POM says '%s'; add a line for it to cli/src/licenses/known.tsv"
                .formatted(group, name, said(component)));
      }
      component.putObject("pedigree").put("notes", REWRITTEN);
      libraries.add(
          new Part(
              component,
              license.orElse(""),
              line.map(KnownLicenses.Line::copyright).orElse(""),
              place + file,
              "",
              jar.stream().toList()));
    }
    return new Inventory(libraries, unlisted);
  }

  /** With several, the POM does not say whether all of them hold or one may be chosen. */
  private static Optional<String> onlyOne(ObjectNode component) {
    JsonNode licenses = component.path("licenses");
    return Optional.of(licenses.path(0).path("license").path("id").asString(""))
        .filter(id -> licenses.size() == 1 && !id.isEmpty());
  }

  private static String said(ObjectNode component) {
    List<String> words = new ArrayList<>();
    for (JsonNode each : component.path("licenses")) {
      JsonNode license = each.path("license");
      words.add(license.path("id").asString(license.path("name").asString("")));
    }
    return String.join("', '", words);
  }
}
