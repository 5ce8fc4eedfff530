package io.jetpack.cli.config;

import io.jetpack.cli.node.tree.Key;
import io.jetpack.cli.node.tree.PythonText;
import io.jetpack.cli.node.tree.Value;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What {@code system/bin/without-java} reads: the answers to all plain keys of the node's file, one
 * a line. {@code =KEY TAB ANSWER} is an answer, {@code ?KEY} a key that only the program can
 * answer, {@code *KEY} the same for all that begin with it, too; {@code w} says that people are to
 * be warned about the file, and {@code .} that nothing follows. What is not there has no value.
 */
final class ValueIndex {

  /** What a shell can look for without thinking about its own signs. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.:/@-]+");

  private static final Pattern ONE_LINE = Pattern.compile("[^\\p{Cntrl}\\p{Cs}]*");
  private static final int LONGEST_ANSWER = 16 * 1024;

  private final Value.Tree tree;
  private final StringBuilder lines = new StringBuilder();

  private ValueIndex(Value.Tree tree) {
    this.tree = tree;
  }

  /**
   * The whole file.
   *
   * @param distribution where the program lies that knows the elsewhere
   * @param tree of the node's file
   * @param elsewhere the keys that lead to values that are not in the file
   * @param warned whether people are to be warned about the file
   */
  static byte[] of(String distribution, Value.Tree tree, Set<String> elsewhere, boolean warned) {
    ValueIndex index = new ValueIndex(tree);
    index.lines.append(header(distribution));
    if (warned) {
      index.line("w", "");
    }
    Set<String> above = new TreeSet<>();
    for (String key : elsewhere) {
      index.line("*", key);
      for (int dot = key.indexOf('.'); dot > 0; dot = key.indexOf('.', dot + 1)) {
        above.add(key.substring(0, dot));
      }
    }
    above.forEach(key -> index.line("?", key));
    index.addAll("", tree);
    index.line(".", "");
    return index.lines.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** The first line: who has written it. */
  static String header(String distribution) {
    return "jetpack-config-index 1 " + distribution + "\n";
  }

  private void line(String start, String rest) {
    lines.append(start).append(rest).append('\n');
  }

  private void addAll(String prefix, Value.Tree values) {
    for (Map.Entry<String, Value> entry : values.values().entrySet()) {
      String path = prefix + entry.getKey();
      if (PLAIN.matcher(path).matches()) {
        add(path, entry.getValue());
      }
    }
  }

  private void add(String path, Value value) {
    switch (value) {
      case Value.Tree below -> {
        line("?", path);
        addAll(path + ".", below);
      }
      case Value.Items items -> {
        answer(path, items);
        line("*", path);
      }
      default -> answer(path, value);
    }
  }

  private void answer(String path, Value value) {
    // names may hold dots, and so one path may lead to several values, of which the program takes
    // one
    boolean meant = Key.of(path).in(tree).filter(value::equals).isPresent();
    String text = meant ? PythonText.of(value) : "\n";
    if (text.length() <= LONGEST_ANSWER && ONE_LINE.matcher(text).matches()) {
      lines.append('=').append(path).append('\t').append(text).append('\n');
    } else {
      line("*", path);
    }
  }
}
