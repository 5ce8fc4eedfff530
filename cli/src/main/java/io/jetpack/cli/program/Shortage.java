package io.jetpack.cli.program;

import io.jetpack.runner.NativeThreads;
import io.jetpack.text.Causes;
import java.util.Optional;

/** What the machine or a limit gives too little of: no bug of ours, wherever it shows. */
final class Shortage {

  private static final String OPEN_FILES = "Too many open files";

  private Shortage() {}

  /** What is short and what to raise, when that is why something failed. */
  static Optional<String> of(Throwable failure) {
    if (NativeThreads.areShort(failure)) {
      return Optional.of(NativeThreads.NONE_LEFT);
    }
    for (Throwable each : Causes.of(failure)) {
      if (String.valueOf(each.getMessage()).contains(OPEN_FILES)) {
        return Optional.of("too many files are open; raise 'ulimit -n'");
      }
    }
    return Optional.empty();
  }
}
