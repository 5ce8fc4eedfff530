package io.jetpack.cli.config.facts;

import java.util.Map;
import java.util.Set;

/** Facts that are gathered together. */
interface FactGroup {

  /** The names at the top of the tree; any may be missing on a machine. */
  Set<String> names();

  /** The facts by name, as plain objects; what can not be had is left out. */
  Map<String, Object> gather();
}
