package io.jetpack.cli.node;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.toml.TomlMapper;

/** Takes TOML apart. A class of its own, so that who does not need the library does not load it. */
final class TomlParser {

  private TomlParser() {}

  static TomlFile.Reading parse(Path file, String text) {
    try {
      List<RawValue> values = new ArrayList<>();
      collect(file, "", new TomlMapper().readTree(text), values);
      return new TomlFile.Reading.Values(values);
    } catch (JacksonException e) {
      return new TomlFile.Reading.Broken(broken(file, text, e.getLocation()));
    }
  }

  private static void collect(Path file, String key, JsonNode node, List<RawValue> values) {
    if (node.isObject()) {
      for (Map.Entry<String, JsonNode> entry : node.properties()) {
        String name = key.isEmpty() ? entry.getKey() : key + "." + entry.getKey();
        collect(file, name, entry.getValue(), values);
      }
      return;
    }
    List<String> words = new ArrayList<>();
    if (node.isArray()) {
      node.forEach(element -> words.add(text(element)));
    } else {
      words.add(text(node));
    }
    values.add(new RawValue(file.toString(), key, words, node.isArray()));
  }

  private static String text(JsonNode node) {
    return node.isString() ? node.stringValue() : node.toString();
  }

  private static String broken(Path file, String text, TokenStreamLocation location) {
    int number = location.getLineNr();
    String line = text.lines().skip(Math.max(0, number - 1)).findFirst().orElse("").strip();
    return "'%s' is no TOML from line %d, column %d on: '%s'; write KEY = VALUE, and strings in quotes"
        .formatted(file, number, location.getColumnNr(), line);
  }
}
