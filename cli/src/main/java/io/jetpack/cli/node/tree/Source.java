package io.jetpack.cli.node.tree;

import java.util.Optional;
import java.util.Set;

/** Where values come from when {@code config/node.json} does not hold them. */
public interface Source {

  /** The names at the top of the tree that this source may have; costs nothing. */
  Set<String> sections();

  /**
   * Gathers what a key may lead to; may gather more.
   *
   * @param key begins with one of the sections; empty for everything
   * @return from the root of the tree on; empty when there is nothing
   */
  Value.Tree gather(Optional<Key> key);
}
