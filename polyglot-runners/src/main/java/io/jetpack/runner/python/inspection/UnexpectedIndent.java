package io.jetpack.runner.python.inspection;

import com.oracle.graal.python.pegparser.ParserCallbacks;
import com.oracle.graal.python.pegparser.tokenizer.Token;
import com.oracle.graal.python.pegparser.tokenizer.Tokenizer;
import java.util.EnumSet;

/** Where a line stands further right than it may: the parser calls it the first line always. */
final class UnexpectedIndent {

  private UnexpectedIndent() {}

  /** The first line that is indented although the one before does not end with a colon, or 1. */
  static int line(String text, ParserCallbacks callbacks) {
    Tokenizer tokenizer =
        Tokenizer.fromString(callbacks, text, EnumSet.of(Tokenizer.Flag.EXEC_INPUT), null);
    int last = Token.Kind.NEWLINE;
    for (int count = 0; count <= 2 * text.length(); count++) {
      Token token = tokenizer.next();
      switch (token.type) {
        case Token.Kind.INDENT -> {
          if (last != Token.Kind.COLON) {
            return token.sourceRange.endLine;
          }
        }
        case Token.Kind.NEWLINE, Token.Kind.DEDENT -> {
          // neither is what a line ends with
        }
        case Token.Kind.ENDMARKER, Token.Kind.ERRORTOKEN -> {
          return 1;
        }
        default -> last = token.type;
      }
    }
    return 1;
  }
}
