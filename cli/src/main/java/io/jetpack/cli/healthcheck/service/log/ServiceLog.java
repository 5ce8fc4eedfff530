package io.jetpack.cli.healthcheck.service.log;

import io.jetpack.cli.CommandContext;
import io.jetpack.cli.node.Home;
import io.jetpack.cli.node.files.RotatingFile;
import io.jetpack.cli.node.settings.Settings;
import io.jetpack.text.IoReason;
import io.jetpack.text.PlainText;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The service's log, in the form of the original: {@code 2026-11-22 13:03:40,298 INFO message}, the
 * level padded to eight characters, one line a message whatever it holds. Never throws: what can
 * not be written is counted, and the number is told as soon as writing works again. Safe for use by
 * many threads.
 */
public final class ServiceLog implements AutoCloseable {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss,SSS", Locale.ROOT);

  private static final int LONGEST_MESSAGE = 8192;
  private static final String LOST = " lines could not be written before this one";
  private static final String BETWEEN_LINES = " | ";

  private final RotatingFile file;
  private final Optional<PrintStream> alsoTo;
  private final Function<IOException, String> unwritable;
  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();
  private long lost;

  /**
   * Opens nothing yet.
   *
   * @param file where it is; its folder is made when it is missing
   * @param limitBytes how large it may become before it is set aside as {@code .1}
   * @param kept how many that are set aside are kept
   * @param alsoTo gets every line too, the journal for instance; stays open
   * @param clock its time and zone are those of the lines
   */
  public ServiceLog(
      Path file, long limitBytes, int kept, Optional<PrintStream> alsoTo, Clock clock) {
    this(
        new RotatingFile(file, limitBytes, kept),
        alsoTo,
        e -> "'%s' cannot be written: %s".formatted(file, IoReason.of(e)),
        clock);
  }

  private ServiceLog(
      RotatingFile file,
      Optional<PrintStream> alsoTo,
      Function<IOException, String> unwritable,
      Clock clock) {
    this.file = file;
    this.alsoTo = alsoTo;
    this.unwritable = unwritable;
    this.clock = clock;
  }

  /** The log of the checks of a home, told on stderr too. */
  public static ServiceLog of(CommandContext context, Settings.Log settings) {
    Home home = context.home();
    Path file = home.logs().resolve("healthcheck.log");
    return new ServiceLog(
        new RotatingFile(file, settings.limitBytes(), settings.kept()),
        Optional.of(context.console().err()),
        e -> home.unwritable(file, e),
        Clock.system(ZoneId.systemDefault()));
  }

  /** A change, once. */
  public void info(String message) {
    write("INFO", message);
  }

  /** Something that somebody should mend. */
  public void warn(String message) {
    write("WARNING", message);
  }

  /** Something that keeps the service from its work. */
  public void error(String message) {
    write("ERROR", message);
  }

  private void write(String level, String message) {
    lock.lock();
    try {
      // in the order of their times
      String before = lost == 0 ? "" : line("WARNING", lost + LOST);
      String line = line(level, message);
      alsoTo.ifPresent(stream -> show(stream, line));
      if (!before.isEmpty()) {
        file.append(bytes(before));
        lost = 0;
      }
      file.append(bytes(line));
    } catch (IOException e) {
      if (lost == 0) {
        alsoTo.ifPresent(stream -> show(stream, line("WARNING", unwritable.apply(e))));
      }
      lost++;
    } finally {
      lock.unlock();
    }
  }

  private static void show(PrintStream stream, String line) {
    stream.print(line);
    stream.flush();
  }

  private String line(String level, String message) {
    return String.format(
        Locale.ROOT, "%s %-8s %s%n", TIME.format(ZonedDateTime.now(clock)), level, plain(message));
  }

  private static String plain(String message) {
    String text =
        message
            .lines()
            .map(PlainText::line)
            .filter(line -> !line.isBlank())
            .collect(Collectors.joining(BETWEEN_LINES));
    return text.length() > LONGEST_MESSAGE ? text.substring(0, LONGEST_MESSAGE) + "..." : text;
  }

  private static byte[] bytes(String line) {
    return line.getBytes(StandardCharsets.UTF_8);
  }

  /** Closes the file. What is logged later opens it again. */
  @Override
  public void close() {
    lock.lock();
    try {
      file.close();
    } finally {
      lock.unlock();
    }
  }
}
