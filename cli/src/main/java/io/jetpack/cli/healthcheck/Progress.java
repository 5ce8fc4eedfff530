package io.jetpack.cli.healthcheck;

import io.jetpack.cli.Console;
import io.jetpack.healthcheck.Check;
import io.jetpack.healthcheck.CheckListener;
import io.jetpack.healthcheck.CheckResult;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Shows on a terminal what is still running: one line that is written again and again. */
final class Progress implements CheckListener, AutoCloseable {

  private static final long TICK_MILLIS = 250;
  private static final String CLEAR = "\r\u001B[K";

  private final Console console;
  private final ProgressLine line;
  private final Optional<ScheduledExecutorService> ticker;
  private final int width;
  private boolean shown;

  private Progress(int total, Console console) {
    this.console = console;
    this.line = new ProgressLine(total);
    if (console.rewritesErr()) {
      this.width = console.errWidth();
      ScheduledExecutorService executor =
          Executors.newSingleThreadScheduledExecutor(
              Thread.ofPlatform().daemon().name("progress").factory());
      var ignored =
          executor.scheduleAtFixedRate(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
      this.ticker = Optional.of(executor);
    } else {
      this.width = 0;
      this.ticker = Optional.empty();
    }
  }

  /** Shows progress if there is a terminal for it. Closing it removes the line. */
  static Progress of(int total, Console console) {
    return new Progress(total, console);
  }

  private void tick() {
    show(line.text(System.nanoTime(), width - 1));
  }

  private synchronized void show(Optional<String> text) {
    if (text.isPresent() || shown) {
      console.err().print(CLEAR + text.orElse(""));
      console.err().flush();
      shown = text.isPresent();
    }
  }

  @Override
  public void started(Check check) {
    line.started(check, System.nanoTime());
  }

  @Override
  public void finished(CheckResult result) {
    line.finished(result.check());
  }

  @Override
  public void close() {
    ticker.ifPresent(ScheduledExecutorService::close);
    show(Optional.empty());
  }
}
