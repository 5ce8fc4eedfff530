package io.jetpack.cli.node.tree;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A value of the node's configuration: one of the kinds that JSON has. */
public sealed interface Value {

  /** A string. */
  record Text(String text) implements Value {}

  /** A number without a fraction, of any size. */
  record Whole(BigInteger number) implements Value {}

  /** A number with a fraction or an exponent; may be infinite or none at all, as in Python. */
  record Real(double number) implements Value {}

  /** True or false. */
  record Flag(boolean on) implements Value {}

  /** Null: there is a value, and it is nothing. */
  record Nothing() implements Value {}

  /** A list. */
  record Items(List<Value> values) implements Value {
    public Items {
      values = Collections.unmodifiableList(values);
    }
  }

  /**
   * An object.
   *
   * @param values by name, in the order of their source
   */
  record Tree(Map<String, Value> values) implements Value {

    /** An object without values. */
    public static final Tree EMPTY = new Tree(Map.of());

    public Tree {
      values = Collections.unmodifiableMap(values);
    }

    /** Whether it has no values. */
    public boolean isEmpty() {
      return values.isEmpty();
    }

    /** This, and what the other one has besides: objects are merged, everything else stays. */
    public Tree over(Tree other) {
      if (other.isEmpty() || isEmpty()) {
        return isEmpty() ? other : this;
      }
      Map<String, Value> merged = new LinkedHashMap<>(values);
      other.values.forEach((name, value) ->
          merged.merge(
              name,
              value,
              (mine, theirs) ->
                  mine instanceof Tree upper && theirs instanceof Tree lower
                      ? upper.over(lower)
                      : mine));
      return new Tree(merged);
    }
  }

  /**
   * The value that a plain object stands for: a map of strings, an iterable, a string, a number, a
   * boolean, null, or a value already.
   *
   * @throws IllegalArgumentException for any other object
   */
  static Value of(@Nullable Object plain) {
    return switch (plain) {
      case null -> new Nothing();
      case Value value -> value;
      case String text -> new Text(text);
      case Boolean on -> new Flag(on);
      case Integer number -> new Whole(BigInteger.valueOf(number));
      case Long number -> new Whole(BigInteger.valueOf(number));
      case BigInteger number -> new Whole(number);
      case Double number -> new Real(number);
      case Map<?, ?> map -> {
        Map<String, Value> values = new LinkedHashMap<>();
        map.forEach((name, value) -> values.put(String.valueOf(name), of(value)));
        yield new Tree(values);
      }
      case Iterable<?> list -> {
        List<Value> values = new ArrayList<>();
        list.forEach(value -> values.add(of(value)));
        yield new Items(values);
      }
      default -> throw new IllegalArgumentException("no value: " + plain.getClass());
    };
  }

  /** {@link #of} of a map. */
  static Tree tree(Map<String, ?> plain) {
    return (Tree) of(plain);
  }
}
