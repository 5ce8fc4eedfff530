package io.jetpack.cli.healthcheck.service;

import io.jetpack.cli.healthcheck.service.log.ServiceLog;
import io.jetpack.runner.ScriptRunners;
import io.jetpack.runner.libc.RealTimeSignals;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Signals that mean nothing to the service, and by which a program ends that has not said so: a
 * check knows the number of the service's process, and who means another one may take it.
 *
 * <p>BUS is not among them, though Java would let it be had. It comes from the machine, too, when a
 * page of a file cannot be read, and again as soon as it was ignored: the thread that meets it
 * never goes on, and soon all others wait for it (measured). Left to Java it is a crash, like SEGV,
 * after which the service is started again.
 */
final class ForeignSignals {

  /** Without those that Java keeps (SEGV, ILL, FPE, QUIT) or ignores by itself (PIPE, XFSZ). */
  private static final List<String> NAMES =
      List.of(
          "TRAP", "ABRT", "USR1", "USR2", "ALRM", "STKFLT", "XCPU", "VTALRM", "PROF", "IO", "PWR",
          "SYS");

  private ForeignSignals() {}

  /** Ignores them from now on; of each the first one is logged. */
  static void ignore(ServiceLog log) {
    for (String name : NAMES) {
      AtomicBoolean logged = new AtomicBoolean();
      boolean _ =
          JavaSignals.handle(
              name,
              () -> {
                if (logged.compareAndSet(false, true)) {
                  log.warn(
                      "somebody sent SIG%s, which changes nothing; only TERM, INT, HUP and KILL do"
                          .formatted(name));
                }
              });
    }
    if (ScriptRunners.startWithDefaultSignals()) {
      RealTimeSignals.ignore();
    }
  }
}
