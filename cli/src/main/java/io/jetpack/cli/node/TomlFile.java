package io.jetpack.cli.node;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** Reads a TOML file into values by key. */
final class TomlFile {

  /** What came of it. */
  sealed interface Reading {
    record Values(List<RawValue> values) implements Reading {}

    record Broken(String reason) implements Reading {}
  }

  /** A comment, the head of a table, or nothing. */
  private static final Pattern WITHOUT_VALUE = Pattern.compile("\\s*(#.*|\\[[\\w.]+\\]\\s*)?");

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
    if (text.lines().allMatch(line -> WITHOUT_VALUE.matcher(line).matches())) {
      // as shipped; loading a parser for nothing would take a good part of a short command's time
      return new Reading.Values(List.of());
    }
    return TomlParser.parse(file, text);
  }
}
