package io.jetpack.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Which process the kernel ends when memory is short: rather a script's than this program, without
 * which nobody judges any script. Where this program may lower its own score, what it starts has
 * the one from before; where it may not, what it starts gets a higher one. Safe for use by many
 * threads.
 */
public final class OomScore {

  private static final Path OWN = Path.of("/proc/self/oom_score_adj");

  /** As if nine tenths of the machine's or the cgroup's memory were used less. */
  private static final String LESS = "-900";

  private static final String USUAL = "0";
  private static final String MORE = "900";

  /** What children get; empty while this program has what all have. */
  private static volatile Optional<String> ofChildren = Optional.empty();

  private OomScore() {}

  /** Does so from now on, unless somebody has set a score for this program; on Linux only. */
  public static void protectThisProgram() {
    try {
      if (Files.readString(OWN).strip().equals(USUAL)) {
        ofChildren = Optional.of(lowerOwn() ? USUAL : MORE);
      }
    } catch (IOException e) {
      // not Linux
    }
  }

  /** Only a privileged program may go below the score that it began with. */
  private static boolean lowerOwn() {
    try {
      Files.writeString(OWN, LESS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Gives a process that was just started its score. */
  public static void give(int pid) {
    if (ofChildren.isEmpty()) {
      return;
    }
    try {
      Files.writeString(Path.of("/proc", String.valueOf(pid), "oom_score_adj"), ofChildren.get());
    } catch (IOException e) {
      // it has ended
    }
  }
}
