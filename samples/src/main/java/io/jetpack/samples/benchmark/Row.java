package io.jetpack.samples.benchmark;

import java.util.Locale;

/**
 * A line of the table.
 *
 * @param measured the value, in {@code unit}
 * @param limit what it may be at most
 * @param detail what it was made of
 */
record Row(String what, double measured, double limit, String unit, String detail) {

  static final String HEADING = line("WHAT", "MEASURED", "LIMIT", "", "DETAIL");

  @Override
  public String toString() {
    return line(what, value(measured), value(limit), measured <= limit ? "ok" : "OVER", detail);
  }

  private String value(double number) {
    return String.format(Locale.ROOT, "%.3f %s", number, unit).strip();
  }

  private static String line(String what, String value, String limit, String state, String rest) {
    return String.format(Locale.ROOT, "%-36s %12s %12s  %-5s %s", what, value, limit, state, rest)
        .stripTrailing();
  }
}
