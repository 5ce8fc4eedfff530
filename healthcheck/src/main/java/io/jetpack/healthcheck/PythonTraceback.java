package io.jetpack.healthcheck;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds in a Python traceback what a person wants to know: what went wrong, and where. */
final class PythonTraceback {

  private static final Pattern PLACE = Pattern.compile("\\s+File \"(.+)\", line (\\d+).*");

  /** {@code ValueError: text}, {@code json.decoder.JSONDecodeError: text}, {@code MyError}. */
  private static final Pattern EXCEPTION = Pattern.compile("[\\w.]+(?::.*)?");

  private PythonTraceback() {}

  /** {@code ValueError: text (disk.py line 7)}, when the lines end in a traceback. */
  static Optional<String> summary(List<String> lines) {
    for (int i = lines.size() - 1; i >= 0; i--) {
      Matcher place = PLACE.matcher(lines.get(i));
      if (place.matches()) {
        return exceptionAfter(lines.subList(i + 1, lines.size()))
            .map(text -> "%s (%s line %s)".formatted(text, fileName(place), place.group(2)));
      }
    }
    return Optional.empty();
  }

  private static Optional<String> exceptionAfter(List<String> lines) {
    List<String> message =
        lines.stream().dropWhile(line -> Character.isWhitespace(line.charAt(0))).toList();
    return Optional.of(message)
        .filter(found -> !found.isEmpty() && EXCEPTION.matcher(found.getFirst()).matches())
        .map(Excerpt::last);
  }

  private static String fileName(Matcher place) {
    String file = place.group(1);
    try {
      Path name = Path.of(file).getFileName();
      return name == null ? file : name.toString();
    } catch (InvalidPathException e) {
      return file;
    }
  }
}
