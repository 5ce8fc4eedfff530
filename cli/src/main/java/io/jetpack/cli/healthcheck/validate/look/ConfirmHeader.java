package io.jetpack.cli.healthcheck.validate.look;

import java.util.List;
import java.util.regex.Pattern;

/** Finds {@code confirm=} in the header of a check. */
final class ConfirmHeader {

  private static final int HEADER_LINES = 30;
  private static final Pattern CONFIRM =
      Pattern.compile("\\s*(#+|//|--)\\s*jetpack:.*\\bconfirm=.*");

  private ConfirmHeader() {}

  /** The line where it stands, or 0. */
  static int line(List<String> lines) {
    for (int i = 0; i < Math.min(HEADER_LINES, lines.size()); i++) {
      if (CONFIRM.matcher(lines.get(i)).matches()) {
        return i + 1;
      }
    }
    return 0;
  }
}
