package io.jetpack.cli.healthcheck.validate.rule;

import java.nio.file.Path;

/**
 * Something to mend.
 *
 * @param rule the id of what was broken
 * @param severity how much it matters
 * @param file where
 * @param line counts from 1; 0 when the whole file is meant
 * @param column counts from 1, in characters; 0 when the whole line is meant
 * @param message what is wrong, with the values
 * @param why why it matters on a node
 * @param mend what to do
 */
public record Finding(
    String rule,
    Severity severity,
    Path file,
    int line,
    int column,
    String message,
    String why,
    String mend) {

  /** A finding of a rule at a place. */
  public static Finding of(Rule rule, Path file, int line, int column, String message) {
    return new Finding(
        rule.id(), rule.severity(), file, line, column, message, rule.why(), rule.mend());
  }

  /** A finding of a rule about a whole file. */
  public static Finding of(Rule rule, Path file, String message) {
    return of(rule, file, 0, 0, message);
  }
}
