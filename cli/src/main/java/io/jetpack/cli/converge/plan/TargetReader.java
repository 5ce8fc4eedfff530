package io.jetpack.cli.converge.plan;

import io.jetpack.cli.CommandFailure;
import io.jetpack.cli.ExitCodes;
import io.jetpack.cli.node.tree.Key;
import io.jetpack.cli.node.tree.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads from the node's configuration what the node is to become, with all mistakes at once. */
public final class TargetReader {

  private static final String SPECS = "cyclecloud.cluster_init_specs";

  /** The original's own project, which is no part of a node's cluster-init. */
  private static final String OWN_PROJECT = "cyclecloud";

  private static final int USUAL_ORDER = 1000;

  /** What may be the name of a folder, on any system, and leads nowhere else. */
  private static final Pattern NAME = Pattern.compile("[\\w][\\w .+@-]*");

  private final Path file;
  private final List<String> mistakes = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();

  private TargetReader(Path file) {
    this.file = file;
  }

  /**
   * Reads it.
   *
   * @param file where the tree comes from, for messages
   * @throws CommandFailure with all mistakes
   */
  public static Target read(Value.Tree tree, Path file) {
    TargetReader reader = new TargetReader(file);
    List<Spec> specs = reader.specs(Key.of(SPECS).in(tree));
    List<String> runList =
        reader.runList("run_list", Optional.ofNullable(tree.values().get("run_list")));
    if (!reader.mistakes.isEmpty()) {
      throw new CommandFailure(
          ExitCodes.FAILED,
          reader.mistakes.size() == 1
              ? reader.mistakes.getFirst()
              : "there are %d mistakes in what is to be converged\n  %s"
                  .formatted(reader.mistakes.size(), String.join("\n  ", reader.mistakes)));
    }
    return new Target(specs, runList, reader.remarks);
  }

  private List<Spec> specs(Optional<Value> found) {
    Map<String, Spec> specs = new LinkedHashMap<>();
    switch (found.orElse(new Value.Nothing())) {
      case Value.Nothing() -> {}
      case Value.Items(List<Value> entries) -> {
        for (int i = 0; i < entries.size(); i++) {
          spec(SPECS + "." + i, entries.get(i)).ifPresent(spec -> add(spec, specs));
        }
      }
      default -> mistake(SPECS, "is no list; write [{\"project\": ..., \"version\": ..., ...}]");
    }
    return specs.values().stream().sorted(Comparator.comparingInt(Spec::order)).toList();
  }

  /** Of two that would lie in the same folder of the node the later one counts. */
  private void add(Spec spec, Map<String, Spec> specs) {
    Spec earlier = specs.remove(spec.id());
    if (earlier != null && !earlier.equals(spec)) {
      remarks.add(
          "'%s' is listed twice; version %s is taken, not %s"
              .formatted(spec.id(), spec.version(), earlier.version()));
    }
    specs.put(spec.id(), spec);
  }

  private Optional<Spec> spec(String key, Value entry) {
    if (!(entry instanceof Value.Tree(Map<String, Value> values))) {
      mistake(key, "is no object; write {\"project\": ..., \"version\": ..., \"spec\": ...}");
      return Optional.empty();
    }
    if (values.get("project") instanceof Value.Text(String own) && own.equals(OWN_PROJECT)) {
      return Optional.empty();
    }
    int before = mistakes.size();
    Spec spec =
        new Spec(
            name(key + ".project", values.get("project")),
            name(key + ".version", values.get("version")),
            name(key + ".spec", values.get("spec")),
            locker(key + ".locker", values.get("locker")),
            order(key + ".order", values.get("order")),
            runList(key + ".run_list", Optional.ofNullable(values.get("run_list"))));
    return mistakes.size() == before ? Optional.of(spec) : Optional.empty();
  }

  private String name(String key, @Nullable Value value) {
    switch (value) {
      case null -> mistake(key, "is missing; write its name");
      case Value.Text(String text) when NAME.matcher(text).matches() && !text.endsWith(".") -> {
        return text;
      }
      case Value.Text(String text) ->
          mistake(key, "is '%s', which is no name for a folder".formatted(text));
      case Value.Whole(var number) -> mistake(key, "is %s; write it in quotes".formatted(number));
      case Value.Real(double number) -> mistake(key, "is %s; write it in quotes".formatted(number));
      default -> mistake(key, "is no text; write its name");
    }
    return "";
  }

  private String locker(String key, @Nullable Value value) {
    if (value instanceof Value.Text(String text) && !text.isBlank()) {
      return text;
    }
    mistake(key, "names no locker; write a folder or https://...");
    return "";
  }

  private int order(String key, @Nullable Value value) {
    String text =
        switch (value) {
          case null -> "";
          case Value.Nothing() -> "";
          case Value.Whole(var number) -> number.toString();
          case Value.Text(String written) -> written.strip();
          default -> "?";
        };
    if (text.isEmpty()) {
      return USUAL_ORDER;
    }
    if (text.matches("-?\\d{1,9}")) {
      return Integer.parseInt(text);
    }
    mistake(key, "is no whole number; write for instance 1000");
    return USUAL_ORDER;
  }

  /** A list of texts, or one text with commas, as templates write it. */
  private List<String> runList(String key, Optional<Value> value) {
    return switch (value.orElse(new Value.Nothing())) {
      case Value.Nothing() -> List.of();
      case Value.Text(String text) ->
          Stream.of(text.split(",", -1))
              .map(String::strip)
              .filter(item -> !item.isEmpty())
              .toList();
      case Value.Items(List<Value> items)
          when items.stream().allMatch(item -> item instanceof Value.Text) ->
          items.stream().map(item -> ((Value.Text) item).text()).toList();
      default -> {
        mistake(key, "is no list of texts; write [\"recipe[project::default]\"]");
        yield List.of();
      }
    };
  }

  private void mistake(String key, String what) {
    mistakes.add("'%s' in '%s' %s".formatted(key, file, what));
  }
}
