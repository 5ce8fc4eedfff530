package io.jetpack.runner.files;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Names of files as people see them: they may hold anything, and must do nothing in a terminal. */
final class VisibleName {

  private VisibleName() {}

  /**
   * The bytes as UTF-8; where they are not, those beyond ASCII as {@code \xNN}. Control and format
   * characters are escaped, too.
   */
  static String of(byte[] name) {
    try {
      return of(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(name)).toString());
    } catch (CharacterCodingException e) {
      StringBuilder text = new StringBuilder();
      for (byte each : name) {
        append(text, each & 0xFF, each < 0);
      }
      return text.toString();
    }
  }

  /** The same for a name that was decoded already. */
  static String of(String name) {
    StringBuilder text = new StringBuilder();
    name.codePoints().forEach(each -> append(text, each, isInvisible(each)));
    return text.toString();
  }

  private static boolean isInvisible(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      default -> false;
    };
  }

  private static void append(StringBuilder text, int character, boolean escaped) {
    if (!escaped && !isInvisible(character)) {
      text.appendCodePoint(character);
    } else if (character <= 0xFF) {
      text.append("\\x%02x".formatted(character));
    } else {
      text.append("\\u{%x}".formatted(character));
    }
  }
}
