package io.jetpack.cli.node.settings;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The names that a TOML text has given so far, with their lines, and what must not be given twice.
 * Used by one thread at a time.
 */
final class TomlNames {

  private enum Kind {
    TABLE,
    TABLES,
    VALUE
  }

  private static final class Node {
    private final Kind kind;
    private int line;
    private boolean defined;
    private boolean closed;
    private final Map<String, Node> children = new HashMap<>();

    /** The one that names lead into, of several tables of one name. */
    private @Nullable Node latest;

    Node(Kind kind, int line) {
      this.kind = kind;
      this.line = line;
    }
  }

  private final Node root;
  private Node table;
  private String heading = "";

  TomlNames() {
    this(new Node(Kind.TABLE, 1));
  }

  private TomlNames(Node root) {
    this.root = root;
    this.table = root;
  }

  /** {@code [name]}: what follows belongs to it. */
  void table(List<String> names, int line) throws TomlFault.Found {
    String shown = "[" + shown(names) + "]";
    Node parent = enter(root, names, line, false);
    Node found = parent.children.get(names.getLast());
    if (found != null && (found.kind != Kind.TABLE || found.defined || found.closed)) {
      throw twice(line, shown, found, "put its settings there");
    }
    if (found == null) {
      found = new Node(Kind.TABLE, line);
      parent.children.put(names.getLast(), found);
    }
    found.line = line;
    found.defined = true;
    table = found;
    heading = shown;
  }

  /** {@code [[name]]}: what follows belongs to one more of that name. */
  void oneMoreTable(List<String> names, int line) throws TomlFault.Found {
    String shown = "[[" + shown(names) + "]]";
    Node parent = enter(root, names, line, false);
    Node all = parent.children.computeIfAbsent(names.getLast(), _ -> new Node(Kind.TABLES, line));
    if (all.kind != Kind.TABLES) {
      throw twice(line, shown, all, "keep one of them");
    }
    Node one = new Node(Kind.TABLE, line);
    one.defined = true;
    all.latest = one;
    table = one;
    heading = shown;
  }

  /**
   * {@code name = value} in the present table.
   *
   * @param inline what an inline table holds; null for any other value
   */
  void value(List<String> names, int line, @Nullable TomlNames inline) throws TomlFault.Found {
    String shown = "'%s'%s".formatted(shown(names), heading.isEmpty() ? "" : " of " + heading);
    Node parent = enter(table, names, line, true);
    Node found = parent.children.get(names.getLast());
    if (found != null) {
      throw twice(line, shown, found, "keep one of them");
    }
    Node value = inline == null ? new Node(Kind.VALUE, line) : inline.root;
    value.line = line;
    value.closed = true;
    parent.children.put(names.getLast(), value);
  }

  /**
   * The table that the last name lies in.
   *
   * @param defines whether the tables on the way cannot have a heading of their own any more
   */
  private static Node enter(Node start, List<String> names, int line, boolean defines)
      throws TomlFault.Found {
    Node node = start;
    node.defined |= defines;
    for (int i = 0; i < names.size() - 1; i++) {
      Node next = node.children.computeIfAbsent(names.get(i), _ -> new Node(Kind.TABLE, line));
      if (next.kind == Kind.VALUE || next.closed) {
        throw new TomlFault.Found(
            new TomlFault(
                line,
                0,
                "'%s' has a value already, line %d"
                    .formatted(shown(names.subList(0, i + 1)), next.line),
                "nothing can be added to that"));
      }
      node = next.latest == null ? next : next.latest;
      node.defined |= defines;
    }
    return node;
  }

  private static TomlFault.Found twice(int line, String shown, Node first, String advice) {
    return new TomlFault.Found(
        new TomlFault(
            line, 0, "%s is there already, line %d".formatted(shown, first.line), advice));
  }

  private static String shown(List<String> names) {
    return names.stream()
        .map(name -> name.matches("[\\w-]+") ? name : '"' + name + '"')
        .collect(Collectors.joining("."));
  }
}
