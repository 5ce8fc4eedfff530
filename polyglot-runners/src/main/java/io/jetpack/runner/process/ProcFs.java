package io.jetpack.runner.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/** What Linux tells about processes in {@code /proc}. Elsewhere it finds nothing. */
final class ProcFs {

  private static final Path PROC = Path.of("/proc");

  /** Beyond this many numbers, listing the folder is cheaper than trying each. */
  private static final long TRY_EACH_LIMIT = 64;

  /** The parent of all threads of the kernel. */
  private static final long KERNEL_THREADS = 2;

  private ProcFs() {}

  /**
   * One line of {@code /proc/PID/stat}.
   *
   * @param startTicks when it started, in clock ticks since boot; with the pid it names a process
   *     for good
   */
  record Entry(long pid, char state, long parent, long session, long startTicks) {
    boolean isZombie() {
      return state == 'Z' || state == 'X';
    }

    /** Whether it is a thread of the kernel, which has no environment. */
    boolean isKernels() {
      return pid == KERNEL_THREADS || parent == KERNEL_THREADS;
    }
  }

  /** The number of the newest process or thread, or -1 where it can not be known. */
  static long newestPid() {
    try {
      String text = Files.readString(PROC.resolve("loadavg"), StandardCharsets.US_ASCII).strip();
      return Long.parseLong(text.substring(text.lastIndexOf(' ') + 1));
    } catch (IOException | NumberFormatException e) {
      return -1;
    }
  }

  /** Numbers of processes that may have started after {@code first}, when numbers did not wrap. */
  static List<Long> startedSince(long first) {
    long newest = newestPid();
    if (first >= 0 && newest >= first && newest - first <= TRY_EACH_LIMIT) {
      return LongStream.rangeClosed(first, newest)
          .filter(pid -> Files.exists(PROC.resolve(Long.toString(pid))))
          .boxed()
          .toList();
    }
    return all();
  }

  /** Numbers of all processes. */
  static List<Long> all() {
    List<Long> found = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path entry : entries) {
        found.add(Long.parseLong(String.valueOf(entry.getFileName())));
      }
    } catch (IOException e) {
      return List.of();
    }
    return found;
  }

  static Optional<Entry> read(long pid) {
    try {
      String text =
          Files.readString(PROC.resolve(pid + "/stat"), StandardCharsets.ISO_8859_1).strip();
      // the name in parentheses may hold anything, also parentheses and spaces
      String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ");
      return Optional.of(
          new Entry(
              pid,
              fields[0].charAt(0),
              Long.parseLong(fields[1]),
              Long.parseLong(fields[3]),
              Long.parseLong(fields[19])));
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  /**
   * The variables that a process was started with, each with a zero behind it; empty where they can
   * not be read. While a process turns into another program, it has none for a moment.
   */
  static Optional<String> environment(long pid) {
    try {
      return Optional.of(
          Files.readString(PROC.resolve(pid + "/environ"), StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The value of a variable in an environment; empty when it has none. */
  static String variable(String environment, String name) {
    String all = "\0" + environment;
    int start = all.indexOf("\0" + name + "=");
    if (start < 0) {
      return "";
    }
    int value = start + name.length() + 2;
    int end = all.indexOf('\0', value);
    return all.substring(value, end < 0 ? all.length() : end);
  }

  /** A process's command line for people, or its short name in brackets. */
  static String commandLine(long pid, int limit) {
    try {
      String text =
          Files.readString(PROC.resolve(pid + "/cmdline"), StandardCharsets.ISO_8859_1)
              .replace('\0', ' ')
              .strip();
      if (text.isEmpty()) {
        text = "[" + Files.readString(PROC.resolve(pid + "/comm")).strip() + "]";
      }
      return text.length() <= limit ? text : text.substring(0, limit - 3) + "...";
    } catch (IOException e) {
      return "?";
    }
  }
}
