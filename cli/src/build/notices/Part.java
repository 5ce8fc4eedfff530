import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Something that an archive holds.
 *
 * @param component as CycloneDX describes it, without its licences
 * @param license an SPDX expression
 * @param copyright the notice that its licence wants repeated, or nothing where its own texts hold it
 * @param place in the archive, or nothing
 * @param texts where its own texts lie in the archive, or nothing
 * @param jar whose texts are to be copied, where it is one
 */
record Part(
    ObjectNode component, String license, String copyright, String place, String texts, List<Path> jar) {

  private static final Set<String> OPERATORS = Set.of("AND", "OR", "WITH");

  /** Columns of a file of parts, separated by tabs; {@code -} stands for nothing. */
  private static final int COLUMNS = 10;

  /**
   * Parts that Maven does not know: a line has type, name, version, purl, cpe, licence, copyright,
   * place, where its texts lie, and where its sources are.
   */
  static List<Part> others(Path file, List<String> problems) throws IOException {
    List<Part> parts = new ArrayList<>();
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        String[] columns = line.split("\t");
        if (columns.length == COLUMNS) {
          parts.add(other(Stream.of(columns).map(each -> each.equals("-") ? "" : each).toList()));
        } else {
          problems.add("'%s' is not a line of %d columns in '%s'".formatted(line, COLUMNS, file));
        }
      }
    }
    return parts;
  }

  private static Part other(List<String> columns) {
    ObjectNode component = JsonNodeFactory.instance.objectNode();
    component.put("type", columns.get(0)).put("bom-ref", columns.get(3));
    component.put("name", columns.get(1)).put("version", columns.get(2));
    if (!columns.get(4).isEmpty()) {
      component.put("cpe", columns.get(4));
    }
    component.put("purl", columns.get(3));
    component.putArray("externalReferences").addObject().put("type", "vcs").put("url", columns.get(9));
    return new Part(component, columns.get(5), columns.get(6), columns.get(7), columns.get(8), List.of());
  }

  String reference() {
    return component.path("bom-ref").asString();
  }

  String title() {
    return component.path("name").asString() + " " + component.path("version").asString();
  }

  /** Where its sources are; empty when nobody said. */
  String source() {
    String found = "";
    for (String type : List.of("website", "vcs")) {
      for (JsonNode reference : component.path("externalReferences")) {
        found = reference.path("type").asString().equals(type) ? reference.path("url").asString() : found;
      }
    }
    return found;
  }

  /** The licences and exceptions that the expression names. */
  Set<String> licenseIds() {
    Set<String> ids = new TreeSet<>(List.of(license.replaceAll("[()]", " ").strip().split("\\s+")));
    ids.removeAll(OPERATORS);
    return ids;
  }

  boolean isExpression() {
    return licenseIds().size() > 1;
  }
}
