package io.jetpack.text;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Why something failed that may have failed for any reason, such as in somebody else's library. */
public final class FailureReason {

  /** How the JDK tells again what it told when a class was used first. */
  private static final Pattern TOLD_AGAIN =
      Pattern.compile("Exception [\\w.$]+(?:: (.*?))?(?: \\[in thread .*\\])?", Pattern.DOTALL);

  /** A class and a colon, as {@link Throwable#toString} begins. */
  private static final Pattern CLASS_NAME =
      Pattern.compile("(?:[a-z_]\\w*\\.)+[A-Z][\\w$]*(?:: |$)");

  private FailureReason() {}

  /**
   * The words of what caused it all: the first line, lower case, no full stop, and never the name
   * of a class.
   */
  public static String of(Throwable failure) {
    Throwable root = failure;
    for (Throwable next : Causes.of(failure)) {
      root = next;
    }
    return root instanceof IOException io ? IoReason.withFile(io) : ofOther(root);
  }

  private static String ofOther(Throwable root) {
    String message = String.valueOf(root.getMessage());
    Matcher again = TOLD_AGAIN.matcher(message);
    String text = again.matches() ? String.valueOf(again.group(1)) : message;
    String plain =
        CLASS_NAME
            .matcher(text.lines().findFirst().orElse(""))
            .replaceAll("")
            .replaceAll("\\.$", "");
    return plain.isBlank() || text.equals("null") ? IoReason.words(root) : IoReason.lower(plain);
  }
}
