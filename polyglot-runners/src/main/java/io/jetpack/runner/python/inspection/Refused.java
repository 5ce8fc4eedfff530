package io.jetpack.runner.python.inspection;

import io.jetpack.runner.Inspection.SyntaxError;

/** A text that is no Python. */
final class Refused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient SyntaxError error;

  Refused(SyntaxError error) {
    super(error.message(), null, false, false);
    this.error = error;
  }

  SyntaxError error() {
    return error;
  }
}
