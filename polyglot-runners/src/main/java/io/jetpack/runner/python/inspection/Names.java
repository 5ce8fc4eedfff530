package io.jetpack.runner.python.inspection;

import com.oracle.graal.python.pegparser.sst.ExprTy;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What the names in a script stand for. */
final class Names {

  private static final Set<String> ENDERS = Set.of("exit", "quit", "SystemExit");

  /** No module is nested so deep; a chain of names that is longer is none. */
  private static final int MOST_PARTS = 20;

  private final Map<String, String> imported = new HashMap<>();
  private final Set<String> bound = new HashSet<>();

  /** Notes that the script gives a name to something of its own. */
  void bind(String name) {
    bound.add(name);
  }

  /** Notes what an import calls something; the first one counts, others are for its absence. */
  void imported(String name, String origin) {
    imported.putIfAbsent(name, origin);
  }

  /** Whether the script itself says what a name is. */
  boolean isKnown(String name) {
    return bound.contains(name) || imported.containsKey(name);
  }

  /** The name under which something was imported, or which ends a program; else empty. */
  String origin(ExprTy expression) {
    StringBuilder parts = new StringBuilder();
    ExprTy owner = expression;
    for (int count = 0; owner instanceof ExprTy.Attribute attribute; count++) {
      if (count == MOST_PARTS) {
        return "";
      }
      parts.insert(0, attribute.attr).insert(0, '.');
      owner = attribute.value;
    }
    if (!(owner instanceof ExprTy.Name root) || bound.contains(root.id)) {
      return "";
    }
    String origin = imported.get(root.id);
    if (origin != null) {
      return origin + parts;
    }
    return parts.isEmpty() && ENDERS.contains(root.id) ? root.id : "";
  }

  /** The first part of a dotted name. */
  static String root(String module) {
    int dot = module.indexOf('.');
    return dot < 0 ? module : module.substring(0, dot);
  }
}
