package io.jetpack.cli.healthcheck;

import io.jetpack.healthcheck.Check;
import io.jetpack.text.Durations;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Knows which checks are running and since when. Safe for use by many threads. */
final class ProgressLine {

  /** Nobody wants to read about what is over before it is read. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final int total;
  private final Map<Check, Long> running = new LinkedHashMap<>();
  private int done;

  ProgressLine(int total) {
    this.total = total;
  }

  synchronized void started(Check check, long nanoTime) {
    running.put(check, nanoTime);
  }

  synchronized void finished(Check check) {
    running.remove(check);
    done++;
  }

  /**
   * {@code 3 of 10 done; running: disk.sh 12s, mount.sh 3s}, or nothing while all are quick.
   *
   * @param width how many characters it may have
   */
  synchronized Optional<String> text(long nanoTime, int width) {
    String slow =
        running.entrySet().stream()
            .map(entry -> Map.entry(entry.getKey(), since(entry.getValue(), nanoTime)))
            .filter(entry -> entry.getValue().compareTo(PATIENCE) >= 0)
            .map(entry -> entry.getKey().name() + " " + Durations.format(entry.getValue()))
            .collect(Collectors.joining(", "));
    if (slow.isEmpty()) {
      return Optional.empty();
    }
    String text = "%d of %d done; running: %s".formatted(done, total, slow);
    return Optional.of(text.length() <= width ? text : text.substring(0, width - 3) + "...");
  }

  private static Duration since(long start, long now) {
    return Duration.ofSeconds(Duration.ofNanos(now - start).toSeconds());
  }
}
