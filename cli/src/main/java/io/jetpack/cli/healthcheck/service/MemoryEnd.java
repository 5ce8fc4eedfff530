package io.jetpack.cli.healthcheck.service;

import io.jetpack.cli.healthcheck.service.log.ServiceLog;
import io.jetpack.cli.node.Home;
import io.jetpack.healthcheck.service.LastResort;
import io.jetpack.healthcheck.service.Mishaps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Ends the service when the JVM has no memory left, with a line in its log, and tells the next one
 * which checks ran then: {@code run/ran_at_the_end}, one name a line.
 */
final class MemoryEnd implements LastResort {

  /** As the JVM itself would end, with {@code -XX:+ExitOnOutOfMemoryError}. */
  static final int EXIT_CODE = 3;

  /** The group of the threads of Python scripts. */
  private static final String PYTHON_THREADS = "python";

  /** Let go of at the end, so that there is some memory for the last words. */
  private static final int RESERVE_BYTES = 1 << 20;

  private final Path file;
  private final ServiceLog log;
  private final IntConsumer halt;
  private final Set<String> ranAtTheEnd;
  private final AtomicReference<byte @Nullable []> reserve =
      new AtomicReference<>(new byte[RESERVE_BYTES]);

  /** Reads what the service before has written down, which holds for one start only. */
  MemoryEnd(Home home, ServiceLog log, IntConsumer halt) {
    this.file = home.run().resolve("ran_at_the_end");
    this.log = log;
    this.halt = halt;
    this.ranAtTheEnd = Set.copyOf(read());
  }

  /**
   * Lets no thread of the program end unnoticed. Those of Python scripts are the scripts' own
   * matter.
   */
  void watchThreads() {
    Thread.setDefaultUncaughtExceptionHandler(this::ended);
  }

  private void ended(Thread thread, Throwable failure) {
    ThreadGroup group = thread.getThreadGroup();
    if (group != null && group.getName().equals(PYTHON_THREADS)) {
      return;
    }
    if (Mishaps.endsProgram(failure)) {
      endProgram(failure, Set.of());
      return;
    }
    log.error(
        "the thread '%s' has ended; this is a bug, please report it: %s"
            .formatted(thread.getName(), failure));
  }

  private Set<String> read() {
    Set<String> names = new TreeSet<>();
    try {
      names.addAll(Files.readAllLines(file));
      Files.delete(file);
    } catch (IOException e) {
      // mostly there is none; what cannot be read orders nothing
    }
    return names;
  }

  @Override
  public void endProgram(Throwable why, Set<String> running) {
    reserve.set(null);
    try {
      Files.writeString(
          file, running.stream().map(name -> name + "\n").collect(Collectors.joining()));
    } catch (IOException | RuntimeException | Error e) {
      // the next service begins in its usual order
    }
    try {
      log.error(
          "the service ends, and is to be started again, because Java fails: %s; running: %s"
              .formatted(why, running.isEmpty() ? "no check" : String.join(", ", running)));
    } finally {
      halt.accept(EXIT_CODE);
    }
  }

  @Override
  public Set<String> ranAtTheEnd() {
    return ranAtTheEnd;
  }
}
