package io.jetpack.cli.node.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what is wrong in a text that the parser of TOML has refused, and where: the parser's
 * own places are behind what is wrong, and its words are about itself. It refuses nothing that the
 * parser takes. Used by one thread at a time.
 */
final class TomlDiagnosis {

  /** No setting lies deeper, by far. */
  private static final int DEEPEST = 100;

  private static final String TOO_DEEP = "this is nested too deeply";
  private static final String WRITE_A_LINE = "write KEY = VALUE, and strings in quotes";
  private static final String WRITE_A_TABLE = "write a table as [NAME]";

  /** Longer ones are numbers of hundreds of digits, if anything, and left to the parser. */
  private static final int LONGEST_BARE_VALUE = 200;

  private static final Pattern BARE_KEY = Pattern.compile("[A-Za-z0-9_-]+");
  private static final Pattern BARE_VALUE =
      Pattern.compile(
          "true|false|[+-]?(inf|nan)"
              + "|[+-]?(0|[1-9](_?\\d)*)(\\.\\d(_?\\d)*)?([eE][+-]?\\d(_?\\d)*)?"
              + "|0x[\\dA-Fa-f](_?[\\dA-Fa-f])*|0o[0-7](_?[0-7])*|0b[01](_?[01])*"
              + "|\\d{4}-\\d\\d-\\d\\d([Tt ]\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?([Zz]|[+-]\\d\\d:\\d\\d)?)?"
              + "|\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?");
  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");

  private final TomlText text;

  private TomlDiagnosis(TomlText text) {
    this.text = text;
  }

  /** The first thing that is wrong; empty where nothing is found. */
  static Optional<TomlFault> of(String text) {
    if (text.startsWith("\uFEFF")) {
      return Optional.of(
          new TomlFault(
              1, 1, "the file begins with a byte order mark", "save it as UTF-8 without"));
    }
    try {
      new TomlDiagnosis(new TomlText(text)).document();
      return Optional.empty();
    } catch (TomlFault.Found e) {
      return Optional.of(e.fault());
    }
  }

  /**
   * Whether values lie in one another so deeply that the parser, which calls itself for each of
   * them, might find no room for that.
   */
  static boolean isTooDeep(String text) {
    return mayBeTooDeep(text)
        && of(text).filter(fault -> fault.what().equals(TOO_DEEP)).isPresent();
  }

  /** Spares the files that people write the longer look. */
  private static boolean mayBeTooDeep(String text) {
    return text.chars().filter(character -> character == '{' || character == '[').count() > DEEPEST;
  }

  private void document() throws TomlFault.Found {
    TomlNames names = new TomlNames();
    while (!text.isAtEnd()) {
      text.skipBlanks();
      if (text.peek() == '[') {
        table(names);
      } else if (text.peek() != '#' && !text.isAtLineEnd()) {
        setting(names, 0);
      }
      endOfLine();
    }
  }

  /** Nothing but a comment may follow. */
  private void endOfLine() throws TomlFault.Found {
    text.skipBlanks();
    comment();
    if (!text.isAtLineEnd()) {
      throw text.peek() == '\r'
          ? text.fault("a carriage return stands alone", "end lines with a line feed")
          : text.fault("something follows what was complete", "write one KEY = VALUE a line");
    }
    nextLine();
  }

  private void nextLine() {
    text.skip(text.peek() == '\r' ? 2 : 1);
  }

  private void comment() throws TomlFault.Found {
    if (text.take('#')) {
      while (!text.isAtLineEnd()) {
        character();
      }
    }
  }

  /** Passes over a character of a comment or a string. */
  private void character() throws TomlFault.Found {
    char next = text.peek();
    if (next < ' ' && next != '\t' || next == '\u007F') {
      throw text.fault(
          "there is a control character, number %d".formatted((int) next), "take it out");
    }
    text.skip(1);
  }

  private void table(TomlNames names) throws TomlFault.Found {
    int start = text.place();
    boolean more = text.startsWith("[[");
    text.skip(more ? 2 : 1);
    List<String> path = path(WRITE_A_TABLE);
    if (!text.startsWith(more ? "]]" : "]") || !more && text.startsWith("]]")) {
      throw text.fault(
          "'%s' is missing at the end of the table's name".formatted(more ? "]]" : "]"),
          WRITE_A_TABLE);
    }
    text.skip(more ? 2 : 1);
    if (more) {
      names.oneMoreTable(path, text.line(start));
    } else {
      names.table(path, text.line(start));
    }
  }

  private void setting(TomlNames names, int depth) throws TomlFault.Found {
    int start = text.place();
    List<String> path = path(WRITE_A_LINE);
    if (!text.take('=')) {
      throw text.fault("'=' is missing after the key", WRITE_A_LINE);
    }
    text.skipBlanks();
    TomlNames inline = value(depth);
    names.value(path, text.line(start), inline);
  }

  /** Names with dots between them, and the blanks behind. */
  private List<String> path(String advice) throws TomlFault.Found {
    List<String> names = new ArrayList<>();
    do {
      text.skipBlanks();
      names.add(name(advice));
      text.skipBlanks();
    } while (text.take('.'));
    return names;
  }

  private String name(String advice) throws TomlFault.Found {
    char quote = text.peek();
    int start = text.place();
    if (quote == '"' || quote == '\'') {
      string(quote);
      // two that differ in their escapes only are not told apart, which the parser does
      return text.since(start + 1).substring(0, text.place() - start - 2);
    }
    while (BARE_KEY.matcher(String.valueOf(text.peek())).matches()) {
      text.skip(1);
    }
    if (text.place() == start) {
      throw text.fault("this is not a name", advice);
    }
    return text.since(start);
  }

  /** The names of an inline table; null for any other value. */
  private @Nullable TomlNames value(int depth) throws TomlFault.Found {
    char first = text.peek();
    if (depth > DEEPEST) {
      throw text.fault(TOO_DEEP, WRITE_A_LINE);
    }
    if (text.isAtLineEnd() || first == '#') {
      throw text.fault("the value is missing", WRITE_A_LINE);
    }
    switch (first) {
      case '"', '\'' -> {
        String three = String.valueOf(first).repeat(3);
        if (text.startsWith(three)) {
          longString(first, three);
        } else {
          string(first);
        }
      }
      case '[' -> list(depth);
      case '{' -> {
        return inlineTable(depth);
      }
      default -> bareValue();
    }
    return null;
  }

  private void bareValue() throws TomlFault.Found {
    int start = text.place();
    bareWord();
    if (DATE.matcher(text.since(start)).matches()
        && text.peek() == ' '
        && Character.isDigit(text.peek(1))) {
      text.skip(1);
      bareWord();
    }
    String word = text.since(start);
    if (word.length() <= LONGEST_BARE_VALUE && !BARE_VALUE.matcher(word).matches()) {
      throw text.fault(start, "this is not a value", WRITE_A_LINE);
    }
  }

  private void bareWord() {
    while (!text.isAtLineEnd() && " \t\r#,]}".indexOf(text.peek()) < 0) {
      text.skip(1);
    }
  }

  /** A string that ends on its line. */
  private void string(char quote) throws TomlFault.Found {
    int start = text.place();
    text.skip(1);
    while (!text.take(quote)) {
      if (text.isAtLineEnd()) {
        throw text.fault(
            start,
            "the string that begins here does not end",
            "close it with %c on the same line".formatted(quote));
      }
      characterOfString(quote);
    }
  }

  /** A string over lines. */
  private void longString(char quote, String three) throws TomlFault.Found {
    int start = text.place();
    text.skip(3);
    while (!text.startsWith(three)) {
      if (text.isAtEnd()) {
        throw text.fault(
            start, "the string that begins here does not end", "close it with " + three);
      }
      if (text.isAtLineEnd()) {
        nextLine();
      } else if (quote == '"' && isEndOfLineEscaped()) {
        text.skip(1);
      } else {
        characterOfString(quote);
      }
    }
    text.skip(3);
    // one or two quotes may stand before the three that end it
    for (int i = 0; i < 2; i++) {
      boolean _ = text.take(quote);
    }
  }

  private boolean isEndOfLineEscaped() {
    int ahead = 1;
    while (text.peek(ahead) == ' ' || text.peek(ahead) == '\t') {
      ahead++;
    }
    return text.peek() == '\\'
        && (text.peek(ahead) == '\n' || text.peek(ahead) == '\r' && text.peek(ahead + 1) == '\n');
  }

  private void characterOfString(char quote) throws TomlFault.Found {
    if (quote == '\'' || text.peek() != '\\') {
      character();
      return;
    }
    int digits =
        switch (text.peek(1)) {
          case 'b', 't', 'n', 'f', 'r', 'e', '"', '\\' -> 0;
          case 'u' -> 4;
          case 'U' -> 8;
          default -> -1;
        };
    boolean known = digits >= 0;
    for (int i = 2; i < 2 + digits; i++) {
      known &= Character.digit(text.peek(i), 16) >= 0;
    }
    if (!known) {
      throw text.fault(
          "this is not an escape that TOML has",
          "write \\\\ for a backslash, or put the string in single quotes");
    }
    text.skip(2 + digits);
  }

  private void list(int depth) throws TomlFault.Found {
    int start = text.place();
    text.skip(1);
    boolean separated = true;
    blanksAndLines();
    while (!text.take(']')) {
      if (text.isAtEnd()) {
        throw text.fault(start, "the list that begins here does not end", "close it with ]");
      }
      if (!separated) {
        throw text.fault("',' is missing between two values", "close the list with ]");
      }
      TomlNames _ = value(depth + 1);
      blanksAndLines();
      separated = text.take(',');
      blanksAndLines();
    }
  }

  /** What may stand between the values of a list. */
  private void blanksAndLines() throws TomlFault.Found {
    text.skipBlanks();
    comment();
    while (!text.isAtEnd() && text.isAtLineEnd()) {
      nextLine();
      text.skipBlanks();
      comment();
    }
  }

  private TomlNames inlineTable(int depth) throws TomlFault.Found {
    int start = text.place();
    TomlNames names = new TomlNames();
    text.skip(1);
    text.skipBlanks();
    if (text.take('}')) {
      return names;
    }
    do {
      text.skipBlanks();
      if (text.isAtLineEnd()) {
        throw text.fault(
            start, "the table that begins here does not end", "close it with } on the same line");
      }
      setting(names, depth + 1);
      text.skipBlanks();
    } while (text.take(','));
    if (!text.take('}')) {
      throw text.isAtLineEnd()
          ? text.fault(
              start, "the table that begins here does not end", "close it with } on the same line")
          : text.fault("',' or '}' is missing here", "write {KEY = VALUE, KEY = VALUE}");
    }
    return names;
  }
}
