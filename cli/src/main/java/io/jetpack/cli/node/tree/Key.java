package io.jetpack.cli.node.tree;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A dotted path into the tree. Names in the tree may hold dots themselves: at each level the
 * longest name is taken that leads to a value. A number leads into a list, which begins with 0.
 *
 * @param names the parts between the dots, at least one
 */
public record Key(List<String> names) {

  private static final Pattern INDEX = Pattern.compile("\\d{1,9}");

  public Key {
    names = List.copyOf(names);
  }

  /** The key as somebody typed it. */
  public static Key of(String text) {
    return new Key(List.of(text.split("\\.", -1)));
  }

  /** The first name. */
  public String first() {
    return names.getFirst();
  }

  int size() {
    return names.size();
  }

  /** The names between two positions as one that holds dots. */
  String between(int from, int to) {
    return from + 1 == to ? names.get(from) : String.join(".", names.subList(from, to));
  }

  /**
   * How far a name of the tree leads.
   *
   * @param from the position that is looked for
   * @return the position behind the name, or {@code from} when the name is another one
   */
  int after(int from, String name) {
    int length = 0;
    for (int to = from; to < names.size(); to++) {
      String part = names.get(to);
      if (!name.startsWith(part, length)) {
        return from;
      }
      length += part.length();
      if (length == name.length()) {
        return to + 1;
      }
      if (name.charAt(length) != '.') {
        return from;
      }
      length++;
    }
    return from;
  }

  /** The position in a list that a name stands for, or -1. */
  int index(int at) {
    String name = names.get(at);
    return INDEX.matcher(name).matches() ? Integer.parseInt(name) : -1;
  }

  /** The value to which this leads from the root of a tree. */
  public Optional<Value> in(Value root) {
    return find(root, 0);
  }

  private Optional<Value> find(Value value, int from) {
    if (from == size()) {
      return Optional.of(value);
    }
    if (value instanceof Value.Tree(var values)) {
      for (int to = size(); to > from; to--) {
        Value next = values.get(between(from, to));
        Optional<Value> found = next == null ? Optional.empty() : find(next, to);
        if (found.isPresent()) {
          return found;
        }
      }
    } else if (value instanceof Value.Items(var values)) {
      int index = index(from);
      return index >= 0 && index < values.size()
          ? find(values.get(index), from + 1)
          : Optional.empty();
    }
    return Optional.empty();
  }

  @Override
  public String toString() {
    return String.join(".", names);
  }
}
