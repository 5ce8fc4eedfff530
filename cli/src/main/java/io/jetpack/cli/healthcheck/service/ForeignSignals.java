package io.jetpack.cli.healthcheck.service;

import io.jetpack.runner.ScriptRunners;
import io.jetpack.runner.libc.RealTimeSignals;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Signals that mean nothing to the service, and by which a program ends that has not said so: a
 * check knows the number of the service's process, and who means another one may take it.
 */
final class ForeignSignals {

  /** Without those that Java keeps (SEGV, ILL, FPE, QUIT) or ignores by itself (PIPE, XFSZ). */
  private static final List<String> NAMES =
      List.of(
          "TRAP", "ABRT", "USR1", "USR2", "ALRM", "STKFLT", "XCPU", "VTALRM", "PROF", "IO", "PWR",
          "SYS");

  /**
   * It may come from the machine, too, when a page of a file cannot be read: then it comes again as
   * soon as it was ignored, and so without end.
   */
  private static final String OF_THE_MACHINE = "BUS";

  private static final int TOO_MANY = 100;
  private static final Duration AT_ONCE = Duration.ofSeconds(1);

  private ForeignSignals() {}

  /**
   * Ignores them from now on; of each the first one is logged.
   *
   * @param end ends the program at once, because it cannot go on
   */
  static void ignore(ServiceLog log, Runnable end) {
    for (String name : NAMES) {
      boolean _ = JavaSignals.handle(name, once(name, log::warn));
    }
    boolean _ =
        JavaSignals.handle(
            OF_THE_MACHINE,
            unlessEndless(
                once(OF_THE_MACHINE, log::warn),
                () -> {
                  log.error(
                      "SIG%s comes without end: a page of memory or of a file cannot be read; the service ends"
                          .formatted(OF_THE_MACHINE));
                  end.run();
                },
                System::nanoTime));
    if (ScriptRunners.startWithDefaultSignals()) {
      RealTimeSignals.ignore();
    }
  }

  static Runnable once(String name, Consumer<String> log) {
    AtomicBoolean logged = new AtomicBoolean();
    return () -> {
      if (logged.compareAndSet(false, true)) {
        log.accept(
            "somebody sent SIG%s, which changes nothing; only TERM, INT, HUP and KILL do"
                .formatted(name));
      }
    };
  }

  /** Does something else when it is called so often within a second as nobody calls it. */
  static Runnable unlessEndless(Runnable usual, Runnable endless, LongSupplier nanoTime) {
    return new Runnable() {
      private long since = nanoTime.getAsLong();
      private int count;

      @Override
      public synchronized void run() {
        long now = nanoTime.getAsLong();
        if (now - since > AT_ONCE.toNanos()) {
          since = now;
          count = 0;
        }
        count++;
        if (count == TOO_MANY) {
          endless.run();
        } else if (count < TOO_MANY) {
          usual.run();
        }
      }
    };
  }
}
