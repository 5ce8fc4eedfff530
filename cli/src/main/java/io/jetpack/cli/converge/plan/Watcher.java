package io.jetpack.cli.converge.plan;

/** Is told how the converge gets on. Safe for use by many threads. */
public interface Watcher {

  /** A line for the terminal and the log. */
  void say(String line);

  /**
   * A line for the terminal and the log, and something that somebody who watches does not need: it
   * is left out where the line is seen at once.
   */
  void say(String line, String more);

  /** A part of the converge begins. */
  void phase(String name);

  /** A line about something that is wrong but stops nothing. */
  void warn(String line);

  /**
   * Something begins that may take a while.
   *
   * @return to be closed at its end
   */
  Running running(String what);

  /**
   * Files are about to be fetched.
   *
   * @param totalBytes how much, 0 when that is not known
   */
  Transfer transfer(String what, long totalBytes);

  /** What is under way. */
  interface Running extends AutoCloseable {
    @Override
    void close();
  }

  /** What is being fetched. */
  interface Transfer extends AutoCloseable {
    /** So many bytes more have come; fewer when something begins anew. */
    void moved(long bytes);

    @Override
    void close();
  }
}
