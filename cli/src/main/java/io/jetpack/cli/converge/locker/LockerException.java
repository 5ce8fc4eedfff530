package io.jetpack.cli.converge.locker;

import java.io.IOException;

/** A locker does not deliver. The message says what and is for people. */
public final class LockerException extends IOException {

  private static final long serialVersionUID = 1;

  private final boolean passing;

  /**
   * @param passing whether another attempt may succeed
   */
  public LockerException(String message, boolean passing) {
    super(message);
    this.passing = passing;
  }

  boolean isPassing() {
    return passing;
  }
}
