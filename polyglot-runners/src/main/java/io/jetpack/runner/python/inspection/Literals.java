package io.jetpack.runner.python.inspection;

import com.oracle.graal.python.pegparser.sst.ConstantValue;
import com.oracle.graal.python.pegparser.sst.ExprTy;
import com.oracle.graal.python.pegparser.sst.UnaryOpTy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** Values that stand in a script as they are. */
final class Literals {

  private static final int EXIT_CODES = 256;
  private static final int TERMINATE = 254;

  private Literals() {}

  /** Whether an exit code of that value terminates the machine. */
  static boolean is254(ExprTy expression) {
    if (expression instanceof ExprTy.Constant constant
        && constant.value.kind == ConstantValue.Kind.BIGINTEGER) {
      return Math.floorMod(constant.value.getBigInteger().intValue(), EXIT_CODES) == TERMINATE;
    }
    Optional<Long> number = number(expression);
    return number.isPresent() && Math.floorMod(number.get(), EXIT_CODES) == TERMINATE;
  }

  /** A whole number with its sign. */
  static OptionalInt integer(ExprTy expression) {
    Optional<Long> number =
        number(expression).filter(value -> Math.abs(value) <= Integer.MAX_VALUE);
    return number.isPresent() ? OptionalInt.of(number.get().intValue()) : OptionalInt.empty();
  }

  private static Optional<Long> number(ExprTy expression) {
    if (expression instanceof ExprTy.UnaryOp signed) {
      return signed.op == UnaryOpTy.USub && signed.operand instanceof ExprTy.Constant
          ? number(signed.operand).map(value -> -value)
          : Optional.empty();
    }
    return expression instanceof ExprTy.Constant constant
            && constant.value.kind == ConstantValue.Kind.LONG
        ? Optional.of(constant.value.getLong())
        : Optional.empty();
  }

  /** A text, or the texts of a list, where what is no text is empty; nothing for all else. */
  static List<String> words(ExprTy expression) {
    return switch (expression) {
      case ExprTy.List list -> elements(list.elements);
      case ExprTy.Tuple tuple -> elements(tuple.elements);
      default -> text(expression).stream().toList();
    };
  }

  private static List<String> elements(ExprTy[] elements) {
    return elements == null
        ? List.of()
        : Stream.of(elements).map(element -> text(element).orElse("")).toList();
  }

  /** A text. */
  static Optional<String> text(ExprTy expression) {
    if (expression instanceof ExprTy.Constant constant
        && constant.value.kind == ConstantValue.Kind.CODEPOINTS) {
      // half of a pair is no character, and nothing can show it
      byte[] bytes = constant.value.getCodePoints().toJavaString().getBytes(StandardCharsets.UTF_8);
      return Optional.of(new String(bytes, StandardCharsets.UTF_8));
    }
    return Optional.empty();
  }
}
