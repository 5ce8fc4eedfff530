package io.jetpack.cli.config;

import io.jetpack.cli.CommandContext;
import io.jetpack.cli.node.tree.Key;
import io.jetpack.cli.node.tree.NodeTree;
import io.jetpack.cli.node.tree.PythonJson;
import io.jetpack.cli.node.tree.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the Python package {@code jetpack} reads, in process and from the command line: an object
 * with either the {@code value} or what is to be said when there is none, {@code missing}.
 */
final class TypedAnswer {

  private TypedAnswer() {}

  /**
   * What a key leads to, or everything. Warnings are part of what is said when there is no value,
   * because it may be missing for the very reason; nobody would see them elsewhere.
   */
  static String of(CommandContext context, Optional<String> key) {
    List<String> warnings = new ArrayList<>();
    NodeTree tree = NodeConfiguration.of(context, warnings::add);
    return PythonJson.of(new Value.Tree(answer(tree, key, warnings)));
  }

  private static Map<String, Value> answer(
      NodeTree tree, Optional<String> typed, List<String> warnings) {
    if (typed.isEmpty()) {
      return Map.of("value", tree.all());
    }
    Key key = Key.of(typed.get());
    Optional<Value> found = tree.find(key);
    if (found.isPresent()) {
      return Map.of("value", found.get());
    }
    List<String> sentences = new ArrayList<>(List.of(tree.missing(key)));
    sentences.addAll(warnings);
    return Map.of("missing", new Value.Text(String.join("; ", sentences)));
  }
}
