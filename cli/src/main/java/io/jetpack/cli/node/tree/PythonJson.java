package io.jetpack.cli.node.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Values as JSON, letter for letter as Python's {@code json.dumps(value, indent=4, sort_keys=True)}
 * writes them: in ASCII, names in the order of their code points.
 */
public final class PythonJson {

  private static final String INDENT = "    ";

  private PythonJson() {}

  /** The JSON without a line feed at its end. */
  public static String of(Value value) {
    StringBuilder out = new StringBuilder();
    write(out, value, "\n");
    return out.toString();
  }

  private static void write(StringBuilder out, Value value, String line) {
    switch (value) {
      case Value.Text(String text) -> quote(out, text);
      case Value.Whole(var number) -> out.append(number);
      case Value.Real(double number) -> out.append(number(number));
      case Value.Flag(boolean on) -> out.append(on);
      case Value.Nothing() -> out.append("null");
      case Value.Items(var values) -> {
        String separator = line + INDENT;
        out.append('[');
        for (Value item : values) {
          out.append(separator);
          write(out, item, line + INDENT);
          separator = "," + line + INDENT;
        }
        out.append(values.isEmpty() ? "" : line).append(']');
      }
      case Value.Tree(var values) -> {
        String separator = line + INDENT;
        out.append('{');
        for (String name : sorted(values)) {
          out.append(separator);
          quote(out, name);
          out.append(": ");
          Value child = values.get(name);
          if (child != null) {
            write(out, child, line + INDENT);
          }
          separator = "," + line + INDENT;
        }
        out.append(values.isEmpty() ? "" : line).append('}');
      }
    }
  }

  /** Names in the order of their code points, as Python sorts them. */
  public static List<String> sorted(Map<String, Value> values) {
    List<String> names = new ArrayList<>(values.keySet());
    names.sort(PythonJson::compare);
    return names;
  }

  private static int compare(String one, String other) {
    int length = Math.min(one.length(), other.length());
    for (int i = 0; i < length; i++) {
      char a = one.charAt(i);
      char b = other.charAt(i);
      if (a != b) {
        // letters beyond the first 65536 are written by two surrogates and come last
        boolean beyond = Character.isSurrogate(a) != Character.isSurrogate(b);
        return beyond ? (Character.isSurrogate(a) ? 1 : -1) : a - b;
      }
    }
    return one.length() - other.length();
  }

  private static String number(double number) {
    if (Double.isNaN(number)) {
      return "NaN";
    }
    return Double.isInfinite(number)
        ? (number > 0 ? "Infinity" : "-Infinity")
        : PythonFloat.text(number);
  }

  private static void quote(StringBuilder out, String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      switch (letter) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\f' -> out.append("\\f");
        case '\b' -> out.append("\\b");
        default -> {
          if (letter >= ' ' && letter < 0x7F) {
            out.append(letter);
          } else {
            String hex = Integer.toHexString(letter);
            out.append("\\u").append("0".repeat(4 - hex.length())).append(hex);
          }
        }
      }
    }
    out.append('"');
  }
}
