package io.jetpack.cli.node.tree;

import io.jetpack.cli.CommandFailure;
import io.jetpack.cli.node.Home;
import java.util.List;
import java.util.Optional;

/**
 * Which node of which cluster this is, as {@code config/node.json} says; what it does not say is
 * empty.
 *
 * @param cluster {@code cyclecloud.cluster.name}
 * @param session {@code cyclecloud.cluster.session_id}
 * @param instance {@code cyclecloud.instance.id}
 * @param node {@code cyclecloud.node.name}
 */
public record NodeIdentity(
    Optional<String> cluster,
    Optional<String> session,
    Optional<String> instance,
    Optional<String> node) {

  private static final List<Key> KEYS =
      List.of(
          Key.of("cyclecloud.cluster.name"),
          Key.of("cyclecloud.cluster.session_id"),
          Key.of("cyclecloud.instance.id"),
          Key.of("cyclecloud.node.name"));

  /** Reads it from the home's file; empty where there is one that cannot be read whole. */
  public static Optional<NodeIdentity> readWhole(Home home) {
    try {
      Value.Tree tree = new NodeFile(home.nodeFile()).all();
      return Optional.of(of(KEYS.stream().map(key -> key.in(tree)).toList()));
    } catch (CommandFailure e) {
      return Optional.empty();
    }
  }

  private static NodeIdentity of(List<Optional<Value>> values) {
    return new NodeIdentity(
        text(values.get(0)), text(values.get(1)), text(values.get(2)), text(values.get(3)));
  }

  /** Reads it from the home's file; one that is broken tells what comes before the mistake. */
  public static NodeIdentity read(Home home) {
    return of(new NodeFile(home.nodeFile()).findWhatCanBeRead(KEYS));
  }

  private static Optional<String> text(Optional<Value> value) {
    return value.filter(NodeIdentity::isOne).map(PythonText::of).filter(text -> !text.isBlank());
  }

  private static boolean isOne(Value value) {
    return !(value instanceof Value.Tree
        || value instanceof Value.Items
        || value instanceof Value.Nothing);
  }
}
