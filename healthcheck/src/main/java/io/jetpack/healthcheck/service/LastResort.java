package io.jetpack.healthcheck.service;

import java.util.Set;

/** The end of a program whose memory is used up, and what its next start should know of that. */
public interface LastResort {

  /**
   * Ends the program at once; whoever keeps the service starts it again. Does not return, unless in
   * a test.
   *
   * @param running the checks that ran just then, one of which may be the reason
   */
  void endProgram(Throwable why, Set<String> running);

  /** The checks that ran when the program was ended so: now they come after all others. */
  Set<String> ranAtTheEnd();
}
