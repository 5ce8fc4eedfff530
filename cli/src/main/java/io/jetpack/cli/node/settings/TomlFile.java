package io.jetpack.cli.node.settings;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads a TOML file into values by key. */
final class TomlFile {

  /** What came of it. */
  sealed interface Reading {
    record Values(List<RawValue> values) implements Reading {}

    record Broken(String reason) implements Reading {}
  }

  /**
   * Ten times as much as all settings with their comments need. The library's parser takes minutes
   * for a megabyte that repeats a table.
   */
  static final int LIMIT_BYTES = 64 * 1024;

  /** A comment, the head of a table, or nothing. */
  private static final Pattern WITHOUT_VALUE = Pattern.compile("\\s*(#.*|\\[[\\w.]+\\]\\s*)?");

  private TomlFile() {}

  /** The file with settings. */
  static GivenFile at(Path file) {
    return new GivenFile(file, LIMIT_BYTES);
  }

  /** A file that is not there has no values, nor has one whose directory is missing. */
  static Reading read(Path file) {
    GivenFile.Reading reading = at(file).read();
    if (reading instanceof GivenFile.Reading.Content content) {
      return parse(file, content.bytes());
    }
    return reading instanceof GivenFile.Reading.Unreadable unreadable
        ? new Reading.Broken(unreadable.reason())
        : new Reading.Values(List.of());
  }

  /**
   * What a file holds.
   *
   * @param file for messages only
   */
  static Reading parse(Path file, byte[] bytes) {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return new Reading.Broken("'%s' is not UTF-8; convert it".formatted(file));
    }
    return isWithoutValues(text) ? new Reading.Values(List.of()) : TomlParser.parse(file, text);
  }

  /**
   * Whether there is nothing to parse, as in the file that is shipped: loading a parser for nothing
   * would take a good part of a short command's time. Of a table that is there twice the parser
   * tells more.
   */
  private static boolean isWithoutValues(String text) {
    Set<String> heads = new HashSet<>();
    return text.lines()
        .allMatch(line ->
            WITHOUT_VALUE.matcher(line).matches()
                && (!line.strip().startsWith("[") || heads.add(line.strip())));
  }
}
