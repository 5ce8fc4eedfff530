package io.jetpack.cli.node.tree;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Writes numbers as Python's {@code repr} does: the fewest digits that mean this very number. */
final class PythonFloat {

  private PythonFloat() {}

  static String text(double number) {
    if (Double.isNaN(number)) {
      return "nan";
    }
    String sign = Double.compare(number, 0.0) < 0 ? "-" : "";
    if (Double.isInfinite(number)) {
      return sign + "inf";
    }
    return number == 0 ? sign + "0.0" : sign + positive(Math.abs(number));
  }

  private static String positive(double number) {
    BigDecimal shortest = shortest(number);
    String digits = shortest.unscaledValue().toString();
    // the number is 0.DIGITS times ten to this
    int point = digits.length() - shortest.scale();
    if (point <= -4 || point > 16) {
      String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
      int exponent = point - 1;
      return digits.charAt(0)
          + fraction
          + (exponent < 0 ? "e-" : "e+")
          + (Math.abs(exponent) < 10 ? "0" : "")
          + Math.abs(exponent);
    }
    if (point <= 0) {
      return "0." + "0".repeat(-point) + digits;
    }
    return point >= digits.length()
        ? digits + "0".repeat(point - digits.length()) + ".0"
        : digits.substring(0, point) + "." + digits.substring(point);
  }

  /** Java writes two digits at least, and then the nearer ones: 4.9E-324 for 5e-324. */
  private static BigDecimal shortest(double number) {
    BigDecimal written = new BigDecimal(Double.toString(number)).stripTrailingZeros();
    if (written.precision() == 2) {
      BigDecimal one = written.round(new MathContext(1, RoundingMode.HALF_EVEN));
      if (one.doubleValue() == number) {
        return one.stripTrailingZeros();
      }
    }
    return written;
  }
}
