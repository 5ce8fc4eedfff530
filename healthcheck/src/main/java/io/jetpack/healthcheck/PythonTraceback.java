package io.jetpack.healthcheck;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds in a Python traceback what a person wants to know: what went wrong, and where. */
final class PythonTraceback {

  private static final Pattern PLACE = Pattern.compile("\\s+File \"(.+)\", line (\\d+).*");

  private static final Pattern LIBRARY = Pattern.compile("/lib(64)?/python3|^<frozen ");

  /** {@code ValueError: text}, {@code json.decoder.JSONDecodeError: text}, {@code MyError}. */
  private static final Pattern EXCEPTION = Pattern.compile("[\\w.]+(?::.*)?");

  private PythonTraceback() {}

  /**
   * {@code ValueError: text (disk.py line 7)}, when the lines end in a traceback. The place is the
   * innermost one in code of the script's author, not in the standard library.
   */
  static Optional<String> summary(List<String> lines) {
    List<Matcher> places = new ArrayList<>();
    int last = -1;
    for (int i = 0; i < lines.size(); i++) {
      Matcher place = PLACE.matcher(lines.get(i));
      if (place.matches()) {
        places.add(place);
        last = i;
      } else if (lines.get(i).startsWith("Traceback ")) {
        places.clear();
      }
    }
    if (places.isEmpty()) {
      return Optional.empty();
    }
    Matcher own =
        places.reversed().stream()
            .filter(place -> !LIBRARY.matcher(place.group(1)).find())
            .findFirst()
            .orElse(places.getLast());
    return exceptionAfter(lines.subList(last + 1, lines.size()))
        .map(text -> "%s (%s line %s)".formatted(text, fileName(own), own.group(2)));
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
