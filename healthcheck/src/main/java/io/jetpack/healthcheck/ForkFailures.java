package io.jetpack.healthcheck;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How often the limit on processes of the agent's control group, which is that of its checks, too,
 * kept one from being started. The kernel counts it, so it shows what a shell that was told to be
 * quiet does not say. Safe for use by many threads.
 *
 * <p>Until Linux 6.10, and in the first version of control groups, {@code pids.events} of a group
 * counts the failures of its own processes, whichever group above has the limit. From then on each
 * group counts how often its own limit was met, so those above are asked as well, for their own
 * limits only.
 */
final class ForkFailures {

  private static final Pattern FIRST_VERSION =
      Pattern.compile("\\d+:(?:[^:]*,)?pids(?:,[^:]*)?:(/.*)");
  private static final Pattern SECOND_VERSION = Pattern.compile("0::(/.*)");
  private static final Pattern COUNT = Pattern.compile("^max (\\d{1,18})$", Pattern.MULTILINE);

  private final Path membership;
  private final Path groups;

  /** Those of this process. */
  ForkFailures() {
    this(Path.of("/proc/self/cgroup"), Path.of("/sys/fs/cgroup"));
  }

  /**
   * @param membership the file that says which groups a process is in
   * @param groups the directory of all groups
   */
  ForkFailures(Path membership, Path groups) {
    this.membership = membership;
    this.groups = groups;
  }

  /** How many there were until now; 0 where the kernel does not count them. */
  long count() {
    List<String> lines = text(membership).map(text -> text.lines().toList()).orElse(List.of());
    return count(groups.resolve("pids"), path(lines, FIRST_VERSION))
        + count(groups, path(lines, SECOND_VERSION));
  }

  private static Optional<String> path(List<String> lines, Pattern version) {
    return lines.stream()
        .map(version::matcher)
        .filter(Matcher::matches)
        .map(line -> String.valueOf(line.group(1)))
        .findFirst();
  }

  private static long count(Path root, Optional<String> path) {
    if (path.isEmpty()) {
      return 0;
    }
    Path group = root.resolve(path.get().substring(1)).normalize();
    if (!group.startsWith(root) || !Files.isDirectory(group)) {
      group = root; // in a container that sees only its own group
    }
    long count = number(group.resolve("pids.events"));
    if (group.equals(root)) {
      return count;
    }
    Path above = root;
    for (Path name : root.relativize(group)) {
      count += number(above.resolve("pids.events.local"));
      above = above.resolve(name);
    }
    return count;
  }

  private static long number(Path file) {
    return text(file)
        .map(COUNT::matcher)
        .filter(Matcher::find)
        .map(found -> Long.parseLong(found.group(1)))
        .orElse(0L);
  }

  private static Optional<String> text(Path file) {
    try {
      return Optional.of(Files.readString(file, StandardCharsets.ISO_8859_1));
    } catch (NoSuchFileException e) {
      return Optional.empty(); // the root of all groups has no limit
    } catch (IOException e) {
      return Optional.empty(); // no control groups, or none that this user may look at
    }
  }
}
