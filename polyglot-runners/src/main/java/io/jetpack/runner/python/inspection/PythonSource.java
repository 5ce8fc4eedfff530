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
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The characters of a script, by the encoding that its first two lines name (PEP 263). */
final class PythonSource {

  private static final Pattern NAMED = Pattern.compile("coding[:=][ \\t]*([-\\w.]+)");
  private static final Set<String> UTF_8_NAMES = Set.of("utf-8", "utf8", "utf_8");
  private static final String MARK = "\u00EF\u00BB\u00BF";

  private PythonSource() {}

  /**
   * The text of a script.
   *
   * @throws Refused where its bytes are not what it says they are
   */
  static String decode(byte[] script) {
    String lines = firstLines(script);
    Matcher matcher = NAMED.matcher(lines);
    String encoding = matcher.find() ? matcher.group(1).toLowerCase(Locale.ROOT) : "utf-8";
    CharsetDecoder decoder = charset(encoding, lines).newDecoder();
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
              .formatted(encoding, script[position], position));
    }
    decoder.flush(characters);
    String text = characters.flip().toString();
    if (text.indexOf('\0') >= 0) {
      throw refused("source code cannot contain null bytes");
    }
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  /** The interpreter knows more names of encodings than Java does, and is slow to ask. */
  private static Charset charset(String encoding, String lines) {
    if (UTF_8_NAMES.contains(encoding)) {
      return StandardCharsets.UTF_8;
    }
    try {
      return PythonFileDetector.findEncodingStrict(lines);
    } catch (InvalidEncodingException e) {
      throw refused(
          lines.startsWith(MARK)
              ? "encoding problem: %s with a byte order mark".formatted(encoding)
              : "unknown encoding: " + encoding);
    }
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
