package io.jetpack.cli.node.tree;

import io.jetpack.text.NearestName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the key that somebody meant whose key leads nowhere. Shows names and never values. A
 * section that has no values just now is a name, but nobody is told to try once more what just
 * failed.
 */
record NearestKey(Value.Tree tree, Set<String> sections) {

  /** More than these are not compared with a key that is wrong. */
  private static final int MOST_KEYS = 20_000;

  private static final int LONGEST_KEY = 200;

  String sentence(Key key) {
    String shown = key.toString();
    if (shown.length() > LONGEST_KEY) {
      return "there is no '%s...' in the node's configuration"
          .formatted(shown.substring(0, LONGEST_KEY));
    }
    int depth = deepest(key);
    String prefix = key.between(0, depth);
    Optional<String> sibling =
        NearestName.of(key.names().get(depth), names(key, depth))
            .map(name -> depth == 0 ? name : prefix + "." + name);
    Optional<String> meant = sibling.or(() -> NearestName.of(shown, keysBut(shown)));
    String advice =
        meant
            .map("; did you mean '%s'?"::formatted)
            .orElse(
                depth == 0
                    ? "; 'jetpack config' lists the keys at the top"
                    : "; the nearest one is '%s'".formatted(prefix));
    return "there is no '%s' in the node's configuration%s".formatted(shown, advice);
  }

  /** How many names of the key lead to something. */
  private int deepest(Key key) {
    for (int depth = key.size() - 1; depth > 0; depth--) {
      if (prefix(key, depth).in(tree).isPresent()) {
        return depth;
      }
    }
    return 0;
  }

  private static Key prefix(Key key, int depth) {
    return new Key(key.names().subList(0, depth));
  }

  private Set<String> names(Key key, int depth) {
    Value parent = depth == 0 ? tree : prefix(key, depth).in(tree).orElse(tree);
    Set<String> names = new HashSet<>(depth == 0 ? sections : Set.of());
    if (parent instanceof Value.Tree(var values)) {
      names.addAll(values.keySet());
    }
    names.remove(key.names().get(depth));
    return names;
  }

  private List<String> keysBut(String wrong) {
    List<String> keys = new ArrayList<>(sections);
    collect("", tree, keys);
    keys.removeIf(wrong::equals);
    return keys;
  }

  private static void collect(String prefix, Value.Tree tree, List<String> keys) {
    for (Map.Entry<String, Value> entry : tree.values().entrySet()) {
      if (keys.size() == MOST_KEYS) {
        return;
      }
      String key = prefix + entry.getKey();
      keys.add(key);
      if (entry.getValue() instanceof Value.Tree child) {
        collect(key + ".", child, keys);
      }
    }
  }
}
