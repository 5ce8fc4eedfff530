package io.jetpack.cli.install;

/** What a step sees when it looks. */
sealed interface Finding {

  /**
   * It has been done.
   *
   * @param detail worth telling, or empty
   */
  record Found(String detail) implements Finding {
    static final Found PLAINLY = new Found("");
  }

  /**
   * It is to be done.
   *
   * @param detail what exactly, or empty
   */
  record Wanted(String detail) implements Finding {
    static final Wanted PLAINLY = new Wanted("");
  }

  /**
   * It can not be done on this system, and need not.
   *
   * @param reason why
   */
  record LeftOut(String reason) implements Finding {}
}
