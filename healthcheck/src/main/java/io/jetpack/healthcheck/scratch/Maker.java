package io.jetpack.healthcheck.scratch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The process that made a directory, as the directory's name says it. No clock that can be set is
 * asked.
 *
 * @param pid its number
 * @param start when it was started, which no other process of that number has in common with it: in
 *     clock ticks of this boot, or, where that is not to be had, in milliseconds
 * @param scope stands for the boot and the namespace in which the two mean that process; empty
 *     where they are not known
 */
record Maker(long pid, long start, String scope) {

  /** What can be said of a process. */
  enum Presence {
    /** It is there. */
    ALIVE,
    /** It is gone. */
    GONE,
    /**
     * It belongs to an earlier boot, to another machine that shares the directory, or to a
     * container whose processes are not seen from here.
     */
    OUT_OF_SIGHT
  }

  private static final Path PROC = Path.of("/proc");
  private static final int START_FIELD = 19;

  /** Names that an earlier version gave have the number only. */
  private static final Pattern TEXT =
      Pattern.compile("(\\d{1,18})(?:-(\\d{1,18})-([0-9a-f]{0,8}))?");

  /** This process. */
  static Maker current() {
    long pid = ProcessHandle.current().pid();
    return new Maker(pid, start(pid).orElse(0L), currentScope());
  }

  /** As {@link #toString} writes it. */
  static Optional<Maker> parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long pid = Long.parseLong(matcher.group(1));
    return Optional.of(
        matcher.group(2) == null
            ? new Maker(pid, 0, "")
            : new Maker(pid, Long.parseLong(matcher.group(2)), matcher.group(3)));
  }

  Presence presence() {
    if (scope.isEmpty() || !scope.equals(currentScope())) {
      return Presence.OUT_OF_SIGHT;
    }
    return start(pid).filter(now -> now == start).isPresent() ? Presence.ALIVE : Presence.GONE;
  }

  /** Of one boot and one namespace of processes; on other systems than Linux there is only one. */
  private static String currentScope() {
    if (!Files.isDirectory(PROC)) {
      return isLinux() ? "" : "0";
    }
    try {
      String boot =
          Files.readString(PROC.resolve("sys/kernel/random/boot_id"), StandardCharsets.US_ASCII);
      String processes = Files.readSymbolicLink(PROC.resolve("self/ns/pid")).toString();
      return Integer.toHexString((boot.strip() + " " + processes).hashCode());
    } catch (IOException e) {
      return "";
    }
  }

  private static boolean isLinux() {
    return System.getProperty("os.name", "").equals("Linux");
  }

  private static Optional<Long> start(long pid) {
    if (!isLinux()) {
      return ProcessHandle.of(pid)
          .flatMap(process -> process.info().startInstant())
          .map(Instant::toEpochMilli);
    }
    try {
      String text =
          Files.readString(
              PROC.resolve(Long.toString(pid)).resolve("stat"), StandardCharsets.ISO_8859_1);
      // the name in parentheses may hold anything, also parentheses and spaces
      String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ", -1);
      return Optional.of(Long.parseLong(fields[START_FIELD]));
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  /** Of digits, letters and hyphens. */
  @Override
  public String toString() {
    return pid + "-" + start + "-" + scope;
  }
}
