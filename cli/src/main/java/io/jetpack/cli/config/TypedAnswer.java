package io.jetpack.cli.config;

import io.jetpack.cli.node.tree.Key;
import io.jetpack.cli.node.tree.NodeTree;
import io.jetpack.cli.node.tree.PythonJson;
import io.jetpack.cli.node.tree.Value;
import java.util.Map;
import java.util.Optional;

/**
 * What the Python package {@code jetpack} reads, in process and from the command line: an object
 * with either the {@code value} or what is to be said when there is none, {@code missing}.
 */
final class TypedAnswer {

  private TypedAnswer() {}

  /** Everything. */
  static String all(NodeTree tree) {
    return PythonJson.of(new Value.Tree(Map.of("value", tree.all())));
  }

  /** What a key leads to. */
  static String of(NodeTree tree, String typed) {
    Key key = Key.of(typed);
    Optional<Value> found = tree.find(key);
    return PythonJson.of(
        new Value.Tree(
            found.isPresent()
                ? Map.of("value", found.get())
                : Map.of("missing", new Value.Text(tree.missing(key)))));
  }
}
