package io.jetpack.healthcheck.service.termination;

/** A {@link TerminationAction} could not be begun: nothing has happened, and it is tried again. */
public final class ActionFailedException extends Exception {

  private static final long serialVersionUID = 1L;

  /**
   * @param why for people, on one line
   */
  public ActionFailedException(String why) {
    super(why);
  }
}
