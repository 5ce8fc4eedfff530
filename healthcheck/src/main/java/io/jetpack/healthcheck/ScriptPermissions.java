package io.jetpack.healthcheck;

import io.jetpack.text.PlainText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether others can change what the agent runs: who may write to a script, or to a folder
 * above it, may do as the agent's user whatever he likes. Looks at modes and owners, on the way of
 * every symbolic link too; access control lists count as far as the group's bits show them. POSIX
 * only: elsewhere nothing is told.
 */
public final class ScriptPermissions {

  private static final int ROOT = 0;
  private static final int GROUP_WRITES = 0020;
  private static final int OTHERS_WRITE = 0002;
  private static final int STICKY = 01000;
  private static final int ALL_BITS = 07777;

  private ScriptPermissions() {}

  /**
   * The first thing to mend, the script itself before its folders.
   *
   * @param script need not exist; then there is nothing to tell
   * @param top the uppermost folder to look at, inclusive; above a script that is not below it all
   *     folders are looked at
   * @return one sentence that names the path, what is wrong and the command that mends it
   */
  public static Optional<String> warning(Path script, Path top) {
    Path absolute = script.toAbsolutePath().normalize();
    if (!absolute.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      return Optional.empty();
    }
    try {
      Set<Path> folders = new LinkedHashSet<>();
      Set<Path> way = new LinkedHashSet<>();
      collect(absolute, top.toAbsolutePath().normalize(), way, folders);
      return first(way, folders);
    } catch (IOException e) {
      // that the script can not be reached will be told by its run
      return Optional.empty();
    }
  }

  /**
   * The same for a file that is run, with all directories above it.
   *
   * @param file need not exist; then there is nothing to tell
   */
  public static Optional<String> warning(Path file) {
    return warning(file, root(file));
  }

  /**
   * The same for a directory in which the agent makes, runs and deletes things, with all that are
   * above it.
   *
   * @param directory need not exist; then it counts who could make it
   */
  public static Optional<String> directoryWarning(Path directory) {
    Path absolute = directory.toAbsolutePath().normalize();
    if (!absolute.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      return Optional.empty();
    }
    Path existing = absolute;
    for (Path up = absolute; up != null && !Files.exists(existing); up = up.getParent()) {
      existing = up;
    }
    try {
      Set<Path> way = new LinkedHashSet<>();
      collect(existing, root(absolute), way, new LinkedHashSet<>());
      Set<Path> homes = new LinkedHashSet<>();
      if (existing.equals(absolute)) {
        homes.add(absolute);
        homes.add(absolute.toRealPath());
      }
      return first(way, homes);
    } catch (IOException e) {
      // that it can not be reached will be told by who wants to use it
      return Optional.empty();
    }
  }

  private static Path root(Path path) {
    return Objects.requireNonNull(path.toAbsolutePath().getRoot());
  }

  private static Optional<String> first(Set<Path> way, Set<Path> homes) throws IOException {
    int ownUser = ownUser();
    for (Path path : way) {
      Optional<String> found = judge(path, homes.contains(path), ownUser);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /**
   * Follows the way to a file.
   *
   * @param way gets all files, folders and links by whose change the file would be another
   * @param homes gets those folders in which the file, or a link to it, lies
   */
  private static void collect(Path file, Path top, Set<Path> way, Set<Path> homes)
      throws IOException {
    @Nullable Path parent = file.getParent();
    if (parent != null) {
      homes.add(parent);
      homes.add(parent.toRealPath());
    }
    for (@Nullable Path path = file; path != null && way.add(path); path = path.getParent()) {
      @Nullable Path folder = path.getParent();
      if (folder != null && Files.isSymbolicLink(path)) {
        Path target = folder.toRealPath().resolve(Files.readSymbolicLink(path)).normalize();
        collect(target, top, way, path.equals(file) ? homes : new LinkedHashSet<>());
      }
      if (path.equals(top)) {
        return;
      }
    }
  }

  private static Optional<String> judge(Path path, boolean holdsScript, int ownUser)
      throws IOException {
    Map<String, Object> attributes =
        Files.readAttributes(path, "unix:mode,uid,owner,group", LinkOption.NOFOLLOW_LINKS);
    int mode = number(attributes, "mode") & ALL_BITS;
    int owner = number(attributes, "uid");
    if (owner != ROOT && owner != ownUser) {
      return Optional.of(
          "'%s' belongs to the user '%s', who can change what this agent runs; mend it with: chown root %s"
              .formatted(shown(path), attributes.get("owner"), quoted(path)));
    }
    int writers = Files.isSymbolicLink(path) ? 0 : mode & (GROUP_WRITES | OTHERS_WRITE);
    // where a folder is sticky nobody can exchange what is another's, but anybody can add a script
    if (writers == 0 || (mode & STICKY) != 0 && Files.isDirectory(path) && !holdsScript) {
      return Optional.empty();
    }
    boolean all = (writers & OTHERS_WRITE) != 0;
    return Optional.of(
        String.format(
            Locale.ROOT,
            "'%s' has mode %03o, by which %s can change what this agent runs; mend it with: chmod %s %s",
            shown(path),
            mode,
            all ? "every user" : "the group '%s'".formatted(attributes.get("group")),
            (writers & GROUP_WRITES) == 0 ? "o-w" : all ? "go-w" : "g-w",
            quoted(path)));
  }

  private static int number(Map<String, Object> attributes, String name) {
    return attributes.get(name) instanceof Integer number ? number : 0;
  }

  /** The user as whom this program runs. */
  private static int ownUser() {
    try {
      return Files.getAttribute(Path.of("/proc/self"), "unix:uid") instanceof Integer uid
          ? uid
          : ROOT;
    } catch (IOException e) {
      return ROOT;
    }
  }

  private static String shown(Path path) {
    return PlainText.line(path.toString());
  }

  private static String quoted(Path path) {
    return "'" + shown(path).replace("'", "'\\''") + "'";
  }
}
