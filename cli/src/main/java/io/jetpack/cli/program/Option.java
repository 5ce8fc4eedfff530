package io.jetpack.cli.program;

import com.beust.jcommander.ParameterDescription;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** An option or the arguments of a command, as JCommander's annotations describe it. */
record Option(ParameterDescription description) {

  /** All names of it, the longest last. */
  List<String> names() {
    return Arrays.stream(description.getParameter().names())
        .sorted((one, other) -> one.length() - other.length())
        .toList();
  }

  String placeholder() {
    String placeholder = description.getParameter().placeholder();
    return placeholder.isEmpty() ? "VALUE" : placeholder;
  }

  String text() {
    return description.getDescription();
  }

  int order() {
    return description.getParameter().order();
  }

  boolean hidden() {
    return description.getParameter().hidden();
  }

  boolean required() {
    return description.getParameter().required();
  }

  /** How many values follow it. */
  int values() {
    int arity = description.getParameter().arity();
    return arity >= 0 ? arity : isFlag() ? 0 : 1;
  }

  /** Whether it may be given more than once. */
  boolean repeats() {
    Class<?> type = description.getParameterized().getType();
    return Collection.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type);
  }

  /** The words that are right, when there are only a few. */
  List<String> choices() {
    Object[] constants = description.getParameterized().getType().getEnumConstants();
    return constants == null ? List.of() : Arrays.stream(constants).map(String::valueOf).toList();
  }

  private boolean isFlag() {
    Class<?> type = description.getParameterized().getType();
    return type == boolean.class || type == Boolean.class;
  }
}
