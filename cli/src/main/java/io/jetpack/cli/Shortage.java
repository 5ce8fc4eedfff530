package io.jetpack.cli;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** What the machine or a limit gives too little of: no bug of ours, wherever it shows. */
final class Shortage {

  private static final String THREADS = "unable to create native thread";
  private static final String OPEN_FILES = "Too many open files";

  private Shortage() {}

  /** What is short and what to raise, when that is why something failed. */
  static Optional<String> of(Throwable failure) {
    Set<Throwable> seen = new HashSet<>();
    for (Throwable each = failure; each != null && seen.add(each); each = each.getCause()) {
      String message = String.valueOf(each.getMessage());
      if (each instanceof OutOfMemoryError && message.startsWith(THREADS)) {
        return Optional.of(
            "no further thread can be started; raise 'ulimit -u', TasksMax of the unit, or pids.max"
                + " of the cgroup");
      }
      if (message.contains(OPEN_FILES)) {
        return Optional.of("too many files are open; raise 'ulimit -n'");
      }
    }
    return Optional.empty();
  }
}
