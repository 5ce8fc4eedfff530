package io.jetpack.runner.process.spawn;

import io.jetpack.runner.NativeThreads;
import io.jetpack.runner.libc.Errno;
import java.io.IOException;

/** The kernel does not start a process. */
public final class ProcessStartException extends IOException {

  private static final long serialVersionUID = 1L;

  private final int errorNumber;

  /**
   * @param message for people
   * @param errorNumber the kernel's
   */
  ProcessStartException(String message, int errorNumber) {
    super(message);
    this.errorNumber = errorNumber;
  }

  /** The kernel's number of an error, as far as it is known; 0 when it is not. */
  public static int errorNumber(Throwable failure) {
    if (failure instanceof ProcessStartException known) {
      return known.errorNumber;
    }
    return NativeThreads.areShort(failure) ? Errno.EAGAIN : 0;
  }
}
