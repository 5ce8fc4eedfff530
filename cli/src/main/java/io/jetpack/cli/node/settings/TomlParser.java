package io.jetpack.cli.node.settings;

import io.jetpack.text.PlainText;
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

  /**
   * A line that may hold a secret is not shown, since what is wrong is reported in messages, too: a
   * URI's password, or a word of a command that calls a service.
   */
  private static final Pattern MAY_BE_SECRET =
      Pattern.compile(
          "(?i)@|://|uri|passw|secret|token|bearer|authori[sz]ation|credential|api.?key");

  private TomlParser() {}

  static TomlFile.Reading parse(Path file, String text) {
    if (TomlDiagnosis.isTooDeep(text)) {
      return new TomlFile.Reading.Broken(tooDeep(file));
    }
    try {
      List<RawValue> values = new ArrayList<>();
      return collect(file, "", 0, new TomlMapper().readTree(text), values)
          ? new TomlFile.Reading.Values(values)
          : new TomlFile.Reading.Broken(tooDeep(file));
    } catch (JacksonException e) {
      return new TomlFile.Reading.Broken(broken(file, text, e.getLocation()));
    } catch (RuntimeException e) {
      return new TomlFile.Reading.Broken(
          "'%s' cannot be taken apart, this is a bug of the library that does so: %s"
              .formatted(file, PlainText.line(e.toString())));
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
   * Says what is wrong in words of the file.
   *
   * @param location is null where the parser gave up because something is too deep or too long
   */
  private static String broken(Path file, String text, @Nullable TokenStreamLocation location) {
    if (location == null) {
      return tooDeep(file);
    }
    TomlFault fault =
        TomlDiagnosis.of(text)
            .orElseGet(() ->
                new TomlFault(
                    location.getLineNr(),
                    location.getColumnNr(),
                    "this is not TOML",
                    "write KEY = VALUE, and strings in quotes"));
    if (fault.column() == 0) {
      return "'%s', line %d: %s; %s".formatted(file, fault.line(), fault.what(), fault.advice());
    }
    return "'%s', line %d, column %d: %s%s; %s"
        .formatted(
            file, fault.line(), fault.column(), fault.what(), excerpt(text, fault), fault.advice());
  }

  /** The line, unless it may hold a password. */
  private static String excerpt(String text, TomlFault fault) {
    String line = text.lines().skip(fault.line() - 1L).findFirst().orElse("").strip();
    if (line.isEmpty() || MAY_BE_SECRET.matcher(line).find()) {
      return "";
    }
    return ": '%s'"
        .formatted(
            PlainText.line(
                line.length() > LONGEST_EXCERPT
                    ? line.substring(0, LONGEST_EXCERPT) + "..."
                    : line));
  }
}
