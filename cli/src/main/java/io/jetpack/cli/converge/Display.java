package io.jetpack.cli.converge;

import io.jetpack.cli.Console;
import io.jetpack.cli.converge.plan.Watcher;
import io.jetpack.text.Durations;
import io.jetpack.text.PlainText;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Shows a converge: lines as results, and on a terminal below them what runs now and since when.
 * Elsewhere there are only lines.
 */
final class Display implements Watcher, AutoCloseable {

  private static final long TICK_MILLIS = 500;
  private static final String CLEAR = "\r\u001B[K";
  private static final long KIB = 1024;

  private final Console console;
  private final ConvergeLog log;
  private final Map<Object, String> under = new LinkedHashMap<>();
  private final Map<Object, Long> since = new LinkedHashMap<>();
  private final Optional<ScheduledExecutorService> ticker;
  private boolean shown;

  Display(Console console, ConvergeLog log) {
    this.console = console;
    this.log = log;
    if (console.rewritesErr()) {
      ScheduledExecutorService executor =
          Executors.newSingleThreadScheduledExecutor(
              Thread.ofPlatform().daemon().name("progress").factory());
      var ignored =
          executor.scheduleAtFixedRate(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
      ticker = Optional.of(executor);
    } else {
      ticker = Optional.empty();
    }
  }

  @Override
  public synchronized void say(String line) {
    clear();
    console.out().println(PlainText.line(line));
    console.out().flush();
    log.line("INFO", line);
  }

  @Override
  public synchronized void say(String line, String more) {
    if (!console.rewritesErr()) {
      say(line + more);
      return;
    }
    clear();
    console.out().println(PlainText.line(line));
    console.out().flush();
    log.line("INFO", line + more);
  }

  /** Shown where somebody watches; a log has times instead. */
  @Override
  public synchronized void phase(String name) {
    if (console.rewritesErr()) {
      clear();
      console.out().println("== " + name);
      console.out().flush();
    }
  }

  @Override
  public synchronized void warn(String line) {
    clear();
    console.warn(line);
    log.line("WARNING", line);
  }

  /** A line for the log alone; the terminal gets it in another way. */
  void logOnly(String line) {
    log.line("ERROR", line);
  }

  @Override
  public synchronized Running running(String what) {
    Object key = new Object();
    under.put(key, PlainText.line(what));
    since.put(key, System.nanoTime());
    return () -> ended(key);
  }

  private synchronized void ended(Object key) {
    under.remove(key);
    since.remove(key);
    clear();
  }

  private synchronized void tick() {
    if (under.isEmpty()) {
      clear();
      return;
    }
    long now = System.nanoTime();
    String text =
        under.entrySet().stream()
            .map(entry ->
                entry.getValue()
                    + " "
                    + Durations.format(
                        Duration.ofSeconds(
                            Duration.ofNanos(now - since.getOrDefault(entry.getKey(), now))
                                .toSeconds())))
            .collect(Collectors.joining(", ", "running: ", ""));
    show(text);
  }

  private synchronized void show(String text) {
    int width = console.errWidth() - 1;
    console.err().print(CLEAR + (text.length() <= width ? text : text.substring(0, width)));
    console.err().flush();
    shown = true;
  }

  private void clear() {
    if (shown) {
      console.err().print(CLEAR);
      console.err().flush();
      shown = false;
    }
  }

  @Override
  public synchronized Transfer transfer(String what, long totalBytes) {
    if (!console.rewritesErr()) {
      return new NoTransfer();
    }
    if (totalBytes == 0) {
      return new CountTransfer(what);
    }
    ProgressBar bar =
        new ProgressBarBuilder()
            .setTaskName(PlainText.line(what))
            .setInitialMax(Math.max(1, totalBytes / KIB))
            .setUnit(" KiB", 1)
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis((int) TICK_MILLIS)
            .setConsumer(new DelegatingProgressBarConsumer(this::show, console.errWidth() - 1))
            .build();
    return new BarTransfer(bar);
  }

  private final class BarTransfer implements Transfer {

    private final ProgressBar bar;
    private long bytes;

    BarTransfer(ProgressBar bar) {
      this.bar = bar;
    }

    @Override
    public synchronized void moved(long more) {
      bytes += more;
      bar.stepTo(bytes / KIB);
    }

    @Override
    public void close() {
      bar.close();
      synchronized (Display.this) {
        clear();
      }
    }
  }

  /** Of what nobody knows the size there is no bar, but how much has come. */
  private final class CountTransfer implements Transfer {

    private static final double MEGABYTE = 1e6;

    private final Object key = new Object();
    private final String what;
    private long bytes;

    CountTransfer(String what) {
      this.what = what;
      since.put(key, System.nanoTime());
      moved(0);
    }

    @Override
    public void moved(long more) {
      synchronized (Display.this) {
        bytes += more;
        under.put(
            key,
            String.format(
                Locale.ROOT,
                "fetching %s, %.1f MB so far,",
                PlainText.line(what),
                bytes / MEGABYTE));
      }
    }

    @Override
    public void close() {
      ended(key);
    }
  }

  private static final class NoTransfer implements Transfer {
    @Override
    public void moved(long bytes) {}

    @Override
    public void close() {}
  }

  @Override
  public void close() {
    ticker.ifPresent(ScheduledExecutorService::close);
    synchronized (this) {
      clear();
    }
  }
}
