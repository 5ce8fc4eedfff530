package io.jetpack.cli.node;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.toml.TomlMapper;

/** Reads a TOML file into values by key. */
final class TomlFile {

  /** What came of it. */
  sealed interface Reading {
    record Values(List<RawValue> values) implements Reading {}

    record Broken(String reason) implements Reading {}
  }

  private TomlFile() {}

  /** A file that is not there has no values. */
  static Reading read(Path file) {
    String text;
    try {
      text = Files.readString(file, StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      return new Reading.Values(List.of());
    } catch (AccessDeniedException e) {
      return new Reading.Broken("'%s' can not be read by this user".formatted(file));
    } catch (CharacterCodingException e) {
      return new Reading.Broken("'%s' is not UTF-8; convert it".formatted(file));
    } catch (IOException e) {
      return new Reading.Broken("'%s' can not be read: %s".formatted(file, e.getMessage()));
    }
    if (text.lines().allMatch(line -> line.isBlank() || line.startsWith("#"))) {
      // as shipped; loading a parser for nothing would take a good part of a short command's time
      return new Reading.Values(List.of());
    }
    try {
      List<RawValue> values = new ArrayList<>();
      collect(file, "", new TomlMapper().readTree(text), values);
      return new Reading.Values(values);
    } catch (JacksonException e) {
      return new Reading.Broken(broken(file, text, e.getLocation()));
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
