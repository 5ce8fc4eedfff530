import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A list of parts in CycloneDX's form, as its plugin for Maven has made it of a module. */
final class Bom {

  /** The plugin makes eight; the longer they are, the more the file weighs. */
  private static final Set<String> HASHES = Set.of("SHA-256");

  private static final JsonMapper MAPPER = JsonMapper.shared();

  private final ObjectNode tree;

  private Bom(ObjectNode tree) {
    this.tree = tree;
  }

  static Bom read(Path file) throws IOException {
    return new Bom((ObjectNode) MAPPER.readTree(Files.readString(file)));
  }

  /** Copies of the components that are files: the module itself, and what it depends on. */
  List<ObjectNode> libraries() {
    List<ObjectNode> libraries = new ArrayList<>(List.of((ObjectNode) module().deepCopy()));
    for (JsonNode component : tree.path("components")) {
      // a POM stands for what it depends on
      if (!component.path("purl").asString().endsWith("type=pom")) {
        libraries.add((ObjectNode) component.deepCopy());
      }
    }
    return libraries;
  }

  private JsonNode module() {
    return tree.path("metadata").path("component");
  }

  String product() {
    return "jetpack " + module().path("version").asString();
  }

  /**
   * Writes the list of an archive.
   *
   * @param name of the archive; the same parts and the same name give the same bytes
   */
  void write(List<Part> parts, Path file, String name) throws IOException {
    ObjectNode bom = tree.deepCopy();
    ObjectNode metadata = (ObjectNode) bom.path("metadata");
    withoutLongHashes(metadata.path("tools").path("components"));
    metadata.remove("properties");
    metadata.putArray("properties").addObject().put("name", "cdx:reproducible").put("value", "enabled");
    String version = module().path("version").asString();
    String reference = "pkg:generic/jetpack@" + version + "#" + name;
    ObjectNode product = metadata.putObject("component");
    product.put("type", "application").put("bom-ref", reference).put("name", name);
    product.put("version", version).put("purl", "pkg:generic/jetpack@" + version);
    license(product, "Apache-2.0", false);

    ArrayNode components = bom.putArray("components");
    Map<String, Set<String>> edges = edges();
    edges.put(reference, new TreeSet<>(Set.of(module().path("bom-ref").asString())));
    for (Part part : parts.stream().sorted(Comparator.comparing(Part::reference)).toList()) {
      components.add(component(part));
      if (part.jar().isEmpty()) {
        edges.get(reference).add(part.reference());
        edges.putIfAbsent(part.reference(), Set.of());
      }
    }
    Set<String> present = parts.stream().map(Part::reference).collect(Collectors.toCollection(HashSet::new));
    present.add(reference);
    ArrayNode dependencies = bom.putArray("dependencies");
    edges.forEach(
        (from, to) -> {
          if (present.contains(from)) {
            ArrayNode names = dependencies.addObject().put("ref", from).putArray("dependsOn");
            reached(to, edges, present).forEach(names::add);
          }
        });
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter(" ", "\n")).withArrayIndenter(new DefaultIndenter(" ", "\n"));
    Files.writeString(file, MAPPER.writer().with(printer).writeValueAsString(bom) + "\n");
  }

  private static ObjectNode component(Part part) {
    ObjectNode component = part.component().deepCopy();
    withoutLongHashes(List.of(component));
    license(component, part.license(), part.isExpression());
    if (!part.copyright().isEmpty()) {
      component.put("copyright", part.copyright());
    }
    if (!part.place().isEmpty()) {
      component.putObject("evidence").putArray("occurrences").addObject().put("location", part.place());
    }
    return component;
  }

  private static void license(ObjectNode component, String license, boolean expression) {
    component.remove("licenses");
    ObjectNode entry = component.putArray("licenses").addObject();
    if (expression) {
      entry.put("expression", license);
    } else {
      entry.putObject("license").put("id", license);
    }
  }

  private static void withoutLongHashes(Iterable<? extends JsonNode> components) {
    for (JsonNode component : components) {
      if (component.path("hashes") instanceof ArrayNode hashes) {
        hashes.removeIf(hash -> !HASHES.contains(hash.path("alg").asString()));
      }
    }
  }

  private Map<String, Set<String>> edges() {
    Map<String, Set<String>> edges = new TreeMap<>();
    for (JsonNode dependency : tree.path("dependencies")) {
      Set<String> to = new TreeSet<>();
      dependency.path("dependsOn").forEach(name -> to.add(name.asString()));
      edges.put(dependency.path("ref").asString(), to);
    }
    return edges;
  }

  /** What is left out stands for what it depends on. */
  private static Set<String> reached(
      Collection<String> names, Map<String, Set<String>> edges, Set<String> present) {
    Set<String> reached = new TreeSet<>();
    for (String name : names) {
      if (present.contains(name)) {
        reached.add(name);
      } else {
        reached.addAll(reached(edges.getOrDefault(name, Set.of()), edges, present));
      }
    }
    return reached;
  }
}
