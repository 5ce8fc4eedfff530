package io.jetpack.cli.node;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.toml.TomlMapper;

/** Takes TOML apart. A class of its own, so that who does not need the library does not load it. */
final class TomlParser {

  /** No setting lies deeper, by far; who nests thousands of tables does not mean settings. */
  private static final int DEEPEST = 20;

  private static final int LONGEST_EXCERPT = 80;

  /** A line that may hold the password of a URI is not shown. */
  private static final Pattern MAY_BE_SECRET = Pattern.compile("(?i)@|://|uri|password");

  private TomlParser() {}

  static TomlFile.Reading parse(Path file, String text) {
    try {
      List<RawValue> values = new ArrayList<>();
      return collect(file, "", 0, new TomlMapper().readTree(text), values)
          ? new TomlFile.Reading.Values(values)
          : new TomlFile.Reading.Broken(tooDeep(file));
    } catch (JacksonException e) {
      return new TomlFile.Reading.Broken(broken(file, text, e.getLocation()));
    }
  }

  /** Says whether all of it could be collected. */
  private static boolean collect(
      Path file, String key, int depth, JsonNode node, List<RawValue> values) {
    if (depth > DEEPEST) {
      return false;
    }
    if (node.isObject()) {
      boolean whole = true;
      for (Map.Entry<String, JsonNode> entry : node.properties()) {
        String name = key.isEmpty() ? entry.getKey() : key + "." + entry.getKey();
        whole &= collect(file, name, depth + 1, entry.getValue(), values);
      }
      return whole;
    }
    List<String> words = new ArrayList<>();
    if (node.isArray()) {
      node.forEach(element -> words.add(text(element)));
    } else {
      words.add(text(node));
    }
    values.add(new RawValue(file.toString(), key, words, node.isArray()));
    return true;
  }

  private static String text(JsonNode node) {
    return node.isString() ? node.stringValue() : node.toString();
  }

  private static String tooDeep(Path file) {
    return "'%s' nests tables or lists deeper than any setting lies; write KEY = VALUE below [TABLE]"
        .formatted(file);
  }

  /**
   * @param location is null where the parser gave up because something is too deep or too long
   */
  private static String broken(Path file, String text, @Nullable TokenStreamLocation location) {
    if (location == null) {
      return tooDeep(file);
    }
    int number = location.getLineNr();
    String line = text.lines().skip(Math.max(0, number - 1)).findFirst().orElse("").strip();
    String excerpt =
        line.length() > LONGEST_EXCERPT ? line.substring(0, LONGEST_EXCERPT) + "..." : line;
    String shown = MAY_BE_SECRET.matcher(line).find() ? "" : ": '" + excerpt + "'";
    return "'%s' is no TOML from line %d, column %d on%s; write KEY = VALUE, and strings in quotes"
        .formatted(file, number, location.getColumnNr(), shown);
  }
}
