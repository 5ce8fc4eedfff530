package io.jetpack.runner.python.inspection;

import com.oracle.graal.python.PythonFileDetector;
import com.oracle.graal.python.PythonFileDetector.InvalidEncodingException;
import io.jetpack.runner.Inspection.SyntaxError;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The characters of a script, by the encoding that its first two lines name (PEP 263). */
public final class PythonSource {

  private static final Pattern NAMED = Pattern.compile("[ \\t\\f]*#.*?coding[:=][ \\t]*([-\\w.]+)");
  private static final Pattern NO_CODE = Pattern.compile("[ \\t\\f]*(#.*)?\\R?");
  private static final Pattern LINE = Pattern.compile(".*\\R|.+");
  private static final String MARK = "\u00EF\u00BB\u00BF";
  private static final String UTF_8 = "utf-8";

  /** What CPython takes for one of two encodings, whatever follows: {@code latin-1-unix}. */
  private static final Map<Pattern, String> FAMILIES =
      Map.of(
          Pattern.compile("utf-8(-.*)?"),
          UTF_8,
          Pattern.compile("(latin-1|iso-8859-1|iso-latin-1)(-.*)?"),
          "iso-8859-1");

  /** Those of these names that GraalPy knows. */
  private static final Set<String> KNOWN = Set.of(UTF_8, "latin-1", "iso-8859-1");

  /** A name of an encoding, and where it stands. */
  private record Named(String name, int start) {
    String lowerCase() {
      return name.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The family that it is of, else the name itself. */
    String encoding() {
      return FAMILIES.entrySet().stream()
          .filter(family -> family.getKey().matcher(lowerCase()).matches())
          .map(Map.Entry::getValue)
          .findFirst()
          .orElse(name);
    }
  }

  private PythonSource() {}

  /**
   * The text of a script.
   *
   * @throws Refused where its bytes are not what it says they are
   */
  static String decode(byte[] script) {
    String lines = firstLines(script);
    Named named = named(lines).orElse(new Named(UTF_8, 0));
    CharsetDecoder decoder = charset(named, lines).newDecoder();
    ByteBuffer bytes = ByteBuffer.wrap(script);
    CharBuffer characters =
        CharBuffer.allocate((int) Math.ceil(script.length * (double) decoder.maxCharsPerByte()));
    CoderResult result = decoder.decode(bytes, characters, true);
    if (result.isError()) {
      int position = bytes.position();
      throw refused(
          script,
          position,
          "(unicode error) '%s' codec can't decode byte 0x%02x in position %d"
              .formatted(named.name(), script[position], position));
    }
    decoder.flush(characters);
    String text = characters.flip().toString();
    if (text.indexOf('\0') >= 0) {
      throw refused("source code cannot contain null bytes");
    }
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  /**
   * The same script with a name of its encoding that GraalPy knows, too: {@code utf-8-unix}, as
   * some editors write, is none.
   */
  public static byte[] withKnownEncoding(byte[] script) {
    String lines = firstLines(script);
    Optional<Named> unknown =
        named(lines)
            .filter(each -> FAMILIES.containsValue(each.encoding()))
            .filter(each -> !KNOWN.contains(each.lowerCase()));
    if (unknown.isEmpty()) {
      return script;
    }
    int start = unknown.get().start();
    int end = start + unknown.get().name().length();
    byte[] known = unknown.get().encoding().getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(script.length - (end - start) + known.length)
        .put(script, 0, start)
        .put(known)
        .put(script, end, script.length - end)
        .array();
  }

  private static Charset charset(Named named, String lines) {
    if (named.encoding().equals(UTF_8)) {
      return StandardCharsets.UTF_8;
    }
    if (lines.startsWith(MARK)) {
      throw refused("encoding problem: %s with a byte order mark".formatted(named.name()));
    }
    if (FAMILIES.containsValue(named.encoding())) {
      return StandardCharsets.ISO_8859_1;
    }
    try {
      return PythonFileDetector.findEncodingStrict(lines);
    } catch (InvalidEncodingException e) {
      throw refused("unknown encoding: " + named.name());
    }
  }

  /** The second line counts where the first one holds no code. */
  private static Optional<Named> named(String lines) {
    Matcher line = LINE.matcher(lines);
    for (int start = lines.startsWith(MARK) ? MARK.length() : 0;
        line.find(start);
        start = line.end()) {
      Matcher named = NAMED.matcher(line.group());
      if (named.lookingAt()) {
        return Optional.of(new Named(named.group(1), line.start() + named.start(1)));
      }
      if (!NO_CODE.matcher(line.group()).matches()) {
        break;
      }
    }
    return Optional.empty();
  }

  /** The lines that may name an encoding, a byte each character. */
  private static String firstLines(byte[] script) {
    int end = 0;
    for (int lines = 0; end < script.length && lines < 2; end++) {
      if (script[end] == '\n') {
        lines++;
      }
    }
    return new String(script, 0, end, StandardCharsets.ISO_8859_1);
  }

  private static Refused refused(byte[] script, int position, String message) {
    int line = 1;
    int column = 1;
    for (int i = 0; i < position; i++) {
      column = script[i] == '\n' ? 1 : column + 1;
      line += script[i] == '\n' ? 1 : 0;
    }
    return new Refused(new SyntaxError(line, column, message, false));
  }

  private static Refused refused(String message) {
    return new Refused(new SyntaxError(1, 1, message, false));
  }
}
