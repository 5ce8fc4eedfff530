package io.jetpack.healthcheck;

import io.jetpack.runner.RunRecord;
import java.util.regex.Pattern;

/**
 * The words in which shells say that they could not start a process. What a script says by its exit
 * code does not count then: bash itself ends with 254 in its place, the code 126 with the highest
 * bit set, and others with 1 or 2.
 *
 * <p>The words are the same in every language: shells have them translated neither by gettext nor
 * by the C library, which translates only the reason that follows them (bash 3.2 to 5.3, dash,
 * busybox, ksh93, mksh, posh and zsh, from their sources and by experiment). Only yash has
 * translations.
 */
final class ForkErrors {

  /** What a shell writes before its message: a name, and the line in some way and language. */
  private static final String PREFIX = "^(?:E: )?[^:\\n]+:(?:[^:\\n]{0,20}\\d+:)? ?";

  private static final String WORDS =
      String.join(
          "|",
          // bash: "check.sh: fork: retry: Resource temporarily unavailable"
          "fork: (?:retry: )?\\S.*",
          // dash: "check.sh: 1: Cannot fork"
          "Cannot fork",
          // busybox: "check.sh: line 1: can't fork: ...", mksh: "E: check.sh[1]: can't fork - try
          // again"
          "can't fork(?:: | - try again).*",
          // ksh93: "check.sh: line 1: cannot fork [...]", posh: "check.sh:1: cannot fork - try
          // again"
          "cannot fork (?:\\[|- try again).*",
          // yash: "yash: cannot make a child process: ..."
          "cannot make a child process: \\S.*",
          // zsh: "check.sh:1: fork failed: resource temporarily unavailable"
          "fork failed: \\S.*");

  private static final Pattern ERROR =
      Pattern.compile(PREFIX + "(?:" + WORDS + ")$", Pattern.MULTILINE);

  private ForkErrors() {}

  /**
   * Whether a run has such words in what it wrote on stderr, or on stdout where stderr went there,
   * too.
   */
  static boolean in(RunRecord record) {
    String stderr = record.stderr().text();
    return ERROR.matcher(stderr.isBlank() ? record.stdout().text() : stderr).find();
  }
}
