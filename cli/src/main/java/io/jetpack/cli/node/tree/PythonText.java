package io.jetpack.cli.node.tree;

import java.util.Iterator;
import java.util.Map;

/**
 * Values as Python's {@code print} shows them, which is what scripts compare with: {@code True},
 * {@code None}, {@code ['a', 'b']}, {@code {'a': 1}}.
 */
public final class PythonText {

  private PythonText() {}

  /** A string as it is, anything else as Python writes it. */
  public static String of(Value value) {
    if (value instanceof Value.Text(String text)) {
      return text;
    }
    StringBuilder out = new StringBuilder();
    write(out, value);
    return out.toString();
  }

  private static void write(StringBuilder out, Value value) {
    switch (value) {
      case Value.Text(String text) -> quote(out, text);
      case Value.Whole(var number) -> out.append(number);
      case Value.Real(double number) -> out.append(PythonFloat.text(number));
      case Value.Flag(boolean on) -> out.append(on ? "True" : "False");
      case Value.Nothing() -> out.append("None");
      case Value.Items(var values) -> {
        out.append('[');
        Iterator<Value> rest = values.iterator();
        while (rest.hasNext()) {
          write(out, rest.next());
          out.append(rest.hasNext() ? ", " : "");
        }
        out.append(']');
      }
      case Value.Tree(var values) -> {
        out.append('{');
        Iterator<Map.Entry<String, Value>> rest = values.entrySet().iterator();
        while (rest.hasNext()) {
          Map.Entry<String, Value> entry = rest.next();
          quote(out, entry.getKey());
          out.append(": ");
          write(out, entry.getValue());
          out.append(rest.hasNext() ? ", " : "");
        }
        out.append('}');
      }
    }
  }

  /** Single quotes, unless only they are in the text. */
  private static void quote(StringBuilder out, String text) {
    char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
    out.append(quote);
    text.codePoints()
        .forEach(letter -> {
          switch (letter) {
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            case '\\' -> out.append("\\\\");
            default -> {
              if (letter == quote) {
                out.append('\\').append(quote);
              } else if (isPrintable(letter)) {
                out.appendCodePoint(letter);
              } else {
                escape(out, letter);
              }
            }
          }
        });
    out.append(quote);
  }

  private static void escape(StringBuilder out, int letter) {
    String hex = Integer.toHexString(letter);
    int width = letter < 0x100 ? 2 : letter < 0x10000 ? 4 : 8;
    out.append(width == 2 ? "\\x" : width == 4 ? "\\u" : "\\U");
    out.append("0".repeat(width - hex.length())).append(hex);
  }

  private static boolean isPrintable(int letter) {
    if (letter >= ' ' && letter < 0x7F) {
      return true;
    }
    return switch (Character.getType(letter)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SPACE_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
