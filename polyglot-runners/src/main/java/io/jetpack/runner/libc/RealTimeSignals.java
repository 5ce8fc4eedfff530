package io.jetpack.runner.libc;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * The signals of Linux from {@value #FIRST} on, which Java has no name for, and by each of which a
 * program ends that has not said what it wants to do about them.
 */
public final class RealTimeSignals {

  /** The C library keeps this one for the ending of threads, which Java does not use. */
  private static final int FIRST = 32;

  /** Those that {@code signal} takes; the C library has a handler for the one between. */
  private static final int FIRST_FOR_PROGRAMS = 34;

  private static final int LAST = 64;
  private static final long IGNORE = 1;

  /** {@code struct sigaction} of the kernel: handler, flags, restorer or mask, mask. */
  private static final int ACTION_LONGS = 4;

  private static final long SET_BYTES = 8;

  private RealTimeSignals() {}

  /**
   * Lets this program ignore them; elsewhere than on Linux nothing is done. What it starts ignores
   * them, too, unless it is started with the default actions.
   */
  public static void ignore() {
    if (!System.getProperty("os.name", "").equals("Linux")) {
      return;
    }
    for (int signal = FIRST_FOR_PROGRAMS; signal <= LAST; signal++) {
      // the C library refuses those that it keeps for itself
      long _ = CFunction.SIGNAL.call(signal, IGNORE);
    }
    Processor.current().ifPresent(RealTimeSignals::ignoreFirst);
  }

  /** {@code signal} refuses it. */
  private static void ignoreFirst(Processor processor) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment action = arena.allocate(JAVA_LONG, ACTION_LONGS);
      action.setAtIndex(JAVA_LONG, 0, IGNORE);
      long _ =
          CFunction.SYSCALL.call(
              (long) processor.signalActionCall(),
              (long) FIRST,
              action,
              MemorySegment.NULL,
              SET_BYTES);
    }
  }
}
