package io.jetpack.runner.python.inspection;

import com.oracle.graal.python.PythonLanguage;
import com.oracle.graal.python.pegparser.AbstractParser;
import com.oracle.graal.python.pegparser.InputType;
import com.oracle.graal.python.pegparser.Parser;
import com.oracle.graal.python.pegparser.ParserCallbacks;
import com.oracle.graal.python.pegparser.sst.SSTNode;
import com.oracle.graal.python.pegparser.tokenizer.SourceRange;
import io.jetpack.runner.Inspection.SyntaxError;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/** What the parser makes of a text, or why it is no Python. */
final class SyntaxTree {

  private static final List<String> FORMER_MESSAGES =
      List.of(
          "Missing parentheses in call to 'print'",
          "Missing parentheses in call to 'exec'",
          "multiple exception types must be parenthesized",
          "leading zeros in decimal integer literals");

  private SyntaxTree() {}

  /**
   * The tree of a script.
   *
   * @param cancelled asked while the parser works
   * @throws Refused where the text is no Python
   * @throws CancellationException when nobody waits for the tree any more
   */
  static SSTNode of(String text, BooleanSupplier cancelled) {
    return new Parser(
            text,
            new Complaints(text, cancelled),
            InputType.FILE,
            EnumSet.noneOf(AbstractParser.Flags.class),
            PythonLanguage.MINOR)
        .parse();
  }

  /** What the parser says of a text. */
  private record Complaints(String text, BooleanSupplier cancelled) implements ParserCallbacks {

    @Override
    public RuntimeException onError(ErrorType type, SourceRange place, String message) {
      List<String> lines = text.lines().toList();
      int line = place.startLine;
      int column = place.startColumn + 1;
      if (message.equals("unexpected indent")) {
        line = UnexpectedIndent.line(text, this);
        column = line > lines.size() ? 1 : indented(lines.get(line - 1));
      }
      boolean known = line >= 1 && line <= lines.size();
      if (known && type == ErrorType.Syntax && column < indented(lines.get(line - 1))) {
        // no word stands there: it is the end of the text
        column = afterLast(lines.get(line - 1));
      }
      if (known && message.equals("expected ':'")) {
        // the parser tells of a missing colon at the next word, CPython at the end of the line
        while (line > 1 && isBlankBefore(column, lines.get(line - 1))) {
          line--;
          column = afterLast(lines.get(line - 1));
        }
      }
      return new Refused(new SyntaxError(line, column, message, isFormer(message, lines, line)));
    }

    @Override
    public RuntimeException reportIncompleteSource(int line) {
      return new Refused(new SyntaxError(line, 1, "unexpected end of the text", false));
    }

    @Override
    public void onWarning(WarningType type, SourceRange place, String message) {
      // a run says it
    }

    @Override
    public void safePointPoll() {
      if (cancelled.getAsBoolean()) {
        throw new CancellationException();
      }
    }

    private static boolean isBlankBefore(int column, String line) {
      return line.substring(0, Math.min(column - 1, line.length())).isBlank();
    }

    private static int indented(String line) {
      return line.length() - line.stripLeading().length() + 1;
    }

    private static int afterLast(String line) {
      return line.stripTrailing().length() + 1;
    }
  }

  /** Whether a former version of the language would take what is complained about. */
  private static boolean isFormer(String message, List<String> lines, int number) {
    if (FORMER_MESSAGES.stream().anyMatch(message::startsWith)) {
      return true;
    }
    if (number < 1 || number > lines.size()) {
      return false;
    }
    String line = lines.get(number - 1).strip();
    boolean exception =
        line.startsWith("except ")
            && line.endsWith(":")
            && line.contains(",")
            && !line.contains("(");
    boolean raised = line.startsWith("raise ") && line.split("\\(", 2)[0].contains(",");
    return exception
        || raised
        || line.matches("(print|exec)\\s+[\"'%>].*")
        || line.contains("<>")
        || line.chars().filter(character -> character == '`').count() == 2;
  }
}
