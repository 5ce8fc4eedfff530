package io.jetpack.cli;

import io.jetpack.text.PlainText;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.OptionalInt;

/**
 * Where a command writes: results to {@link #out}, everything else to {@link #err}. Safe for use by
 * many threads.
 */
public final class Console {

  private static final String PREFIX = "jetpack: ";

  private final InputStream in;
  private final PrintStream out;
  private final PrintStream err;
  private final Terminal terminal;

  public Console(InputStream in, PrintStream out, PrintStream err, Terminal terminal) {
    this.in = in;
    this.out = out;
    this.err = err;
    this.terminal = terminal;
  }

  /** What is piped into the program. */
  public InputStream in() {
    return in;
  }

  /** For results. */
  public PrintStream out() {
    return out;
  }

  /** For everything that is no result. */
  public PrintStream err() {
    return err;
  }

  /**
   * A line on {@link #err} about something that is wrong but stops nothing. What a script, a name
   * or a server has put into it does nothing in a terminal.
   */
  public void warn(String message) {
    err.println(PREFIX + "warning: " + PlainText.lines(message));
  }

  public void error(String message) {
    err.println(PREFIX + PlainText.lines(message));
  }

  /** Whether results may be coloured. */
  public boolean colours() {
    return terminal.colours();
  }

  /** Whether somebody sees {@link #err} as it is written, and no file or script takes it. */
  public boolean errIsTerminal() {
    return terminal.err();
  }

  /** Whether a line on {@link #err} may be written again and again. */
  public boolean rewritesErr() {
    return terminal.rewritesErr();
  }

  /** How many columns results should fit in; empty where they are not for a terminal. */
  public OptionalInt width() {
    return terminal.out() ? OptionalInt.of(terminal.width()) : OptionalInt.empty();
  }

  /** How many columns {@link #err} has. */
  public int errWidth() {
    return terminal.width();
  }
}
