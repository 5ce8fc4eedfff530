package io.jetpack.cli.healthcheck.validate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The most resident memory that one of this program's children has while this is open. What the
 * kernel tells of an ended child is at least what this program had when it started it, so the
 * children are looked at while they live: every millisecond at first, every 100 ms in a long run.
 */
final class PeakMemory implements AutoCloseable {

  private static final Path PROC = Path.of("/proc");
  private static final String SELF = "self";
  private static final String HIGH_WATER = "VmHWM:";
  private static final long LEAST_PAUSE_MILLIS = 1;
  private static final long MOST_PAUSE_MILLIS = 100;

  /** The longer a run takes, the less a look more tells. */
  private static final long PART_OF_RUN = 20;

  private final Optional<Path> program = program(SELF);

  /** Children that are there before: none of the run's. */
  private final Set<ProcessHandle> earlier =
      ProcessHandle.current().descendants().collect(Collectors.toUnmodifiableSet());

  private final Thread thread;
  private volatile long most;

  private PeakMemory() {
    this.thread = Thread.ofPlatform().name("peak-memory").daemon().unstarted(this::watch);
  }

  /** Begins to look. */
  static PeakMemory begin() {
    PeakMemory memory = new PeakMemory();
    // the first time takes as long as a short run does
    long _ = highWaterBytes(SELF);
    memory.thread.start();
    return memory;
  }

  private void watch() {
    long start = System.nanoTime();
    try {
      while (true) {
        look();
        long millis = (System.nanoTime() - start) / 1_000_000;
        Thread.sleep(Math.clamp(millis / PART_OF_RUN, LEAST_PAUSE_MILLIS, MOST_PAUSE_MILLIS));
      }
    } catch (InterruptedException e) {
      // the end of the run
    }
  }

  private void look() {
    ProcessHandle.current()
        .descendants()
        .filter(child -> !earlier.contains(child))
        .map(child -> String.valueOf(child.pid()))
        // one that is just about to become another program has our memory
        .filter(child -> !program(child).equals(program))
        .forEach(child -> most = Math.max(most, highWaterBytes(child)));
  }

  /**
   * What is known so far.
   *
   * @param told what the kernel told of the ended child
   */
  OptionalLong bytes(OptionalLong told) {
    if (told.isPresent() && told.getAsLong() > highWaterBytes(SELF)) {
      return told;
    }
    return most > 0 ? OptionalLong.of(most) : OptionalLong.empty();
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private static Optional<Path> program(String process) {
    try {
      return Optional.of(Files.readSymbolicLink(PROC.resolve(process).resolve("exe")));
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.empty();
    }
  }

  /** In bytes; 0 where there is no such process any more, or no such file on this system. */
  private static long highWaterBytes(String process) {
    try {
      List<String> lines = Files.readAllLines(PROC.resolve(process).resolve("status"));
      return lines.stream()
          .filter(line -> line.startsWith(HIGH_WATER))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }
}
