package io.jetpack.runner.python.files;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The files by which a script reaches its own process: below {@code /proc/self}, {@code
 * /dev/stdout} and others that lead there. In the agent's process they are the agent's, so a script
 * gets its own streams, may read what a process has from its parent, and for anything else needs a
 * process of its own.
 */
public final class OwnProcess {

  private static final Set<Path> DOORS =
      Set.of(Path.of("/proc/self"), Path.of("/proc/thread-self"));

  /** What a child would read there, too. */
  private static final Pattern INHERITED =
      Pattern.compile(
          "mounts|mountinfo|mountstats|cgroup|cpuset|net(/.*)?|[ug]id_map|projid_map|setgroups"
              + "|loginuid|sessionid|oom_score_adj|coredump_filter|personality|timens_offsets");

  /** What GraalPy itself reads now and then: a script is refused it by the Python half. */
  private static final Path READ_BY_GRAALPY = Path.of("/proc/self/stat");

  /** Names below which a look tells of the process itself: its files, its program. */
  private static final Pattern OF_ITS_OWN =
      Pattern.compile("(fd|fdinfo|task|map_files)(/.*)?|exe|cwd");

  /** In the kernel, too, the 41st link is one too many. */
  private static final int MOST_LINKS = 40;

  private static final int STDIN = 0;
  private static final int STDOUT = 1;
  private static final int STDERR = 2;

  private final RunStream stdout;
  private final RunStream stderr;
  private final Consumer<String> needed;

  /** Standard descriptors that the script has closed or led elsewhere. */
  private final Set<Integer> replaced = ConcurrentHashMap.newKeySet();

  /**
   * @param needed ends the run, which needs a process for what the text names; does not return
   */
  public OwnProcess(RunStream stdout, RunStream stderr, Consumer<String> needed) {
    this.stdout = stdout;
    this.stderr = stderr;
    this.needed = needed;
  }

  public void beginRun() {
    replaced.clear();
  }

  /** Notes whether a standard descriptor of the script is something else than the run's own. */
  public void replaced(int descriptor, boolean is) {
    if (is) {
      replaced.add(descriptor);
    } else {
      replaced.remove(descriptor);
    }
  }

  /**
   * Opens a stream of the script.
   *
   * @param attributes what the path itself is, be it a link; null when there is nothing
   * @return empty when the path leads elsewhere
   */
  Optional<SeekableByteChannel> open(
      Path absolute, @Nullable BasicFileAttributes attributes, Set<? extends OpenOption> options)
      throws IOException {
    if (attributes == null || !mayLeadHere(absolute, attributes)) {
      return Optional.empty();
    }
    Optional<String> name = nameWithin(absolute);
    if (name.isEmpty()) {
      return Optional.empty();
    }
    boolean writing =
        options.contains(StandardOpenOption.WRITE) || options.contains(StandardOpenOption.APPEND);
    boolean reading = options.contains(StandardOpenOption.READ) || !writing;
    int stream = stream(name.get());
    if (stream == STDIN && !replaced.contains(stream)) {
      return Optional.of(Files.newByteChannel(Path.of("/dev/null"), options));
    }
    if (stream > STDIN && !reading && !replaced.contains(stream)) {
      return Optional.of(new StreamChannel(stream == STDOUT ? stdout : stderr));
    }
    if (writing || !INHERITED.matcher(name.get()).matches() && !absolute.equals(READ_BY_GRAALPY)) {
      needed.accept("'%s'".formatted(absolute));
    }
    return Optional.empty();
  }

  /** Which of its standard streams a script reaches by a path. */
  public Optional<Integer> streamAt(Path absolute) {
    return nameWithin(absolute).map(OwnProcess::stream).filter(stream -> stream >= STDIN);
  }

  /** For a look at what a path is. */
  void lookAt(Path absolute) {
    if (mayNameIt(absolute)) {
      nameWithin(absolute)
          .filter(name -> OF_ITS_OWN.matcher(name).matches())
          .filter(name -> stream(name) < STDIN)
          .ifPresent(name -> needed.accept("'%s'".formatted(absolute)));
    }
  }

  /** For a list of what is in a directory, and for every change. */
  void listOrChange(Path absolute) {
    if (mayNameIt(absolute)) {
      nameWithin(absolute)
          .filter(name -> !INHERITED.matcher(name).matches())
          .ifPresent(name -> needed.accept("'%s'".formatted(absolute)));
    }
  }

  private static boolean mayLeadHere(Path absolute, BasicFileAttributes attributes) {
    // what is below /proc has no size, by whatever link one has come there
    return attributes.isSymbolicLink()
        || attributes.isRegularFile() && attributes.size() == 0
        || mayNameIt(absolute);
  }

  private static boolean mayNameIt(Path absolute) {
    String name = absolute.toString();
    return name.startsWith("/proc/") || name.startsWith("/dev/");
  }

  private static int stream(String name) {
    return switch (name) {
      case "fd/0" -> STDIN;
      case "fd/1" -> STDOUT;
      case "fd/2" -> STDERR;
      default -> -1;
    };
  }

  /** The name below the directory of the process, which is empty; or nothing. */
  static Optional<String> nameWithin(Path absolute) {
    Path path = absolute;
    for (int i = 0; i < MOST_LINKS; i++) {
      Path next = withFirstLinkFollowed(path.normalize());
      if (next == null) {
        return Optional.empty();
      }
      path = next;
      for (Path door : DOORS) {
        if (path.startsWith(door)) {
          return Optional.of(door.relativize(path).toString());
        }
      }
    }
    return Optional.empty();
  }

  /** The path itself when a door is on the way to its first link, null when it has no link. */
  private static @Nullable Path withFirstLinkFollowed(Path path) {
    Path way = path.getRoot();
    for (int i = 0; i < path.getNameCount(); i++) {
      Path next = way.resolve(path.getName(i));
      if (DOORS.contains(next)) {
        return path;
      }
      try {
        BasicFileAttributes attributes =
            Files.readAttributes(next, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (attributes.isSymbolicLink()) {
          Path target = way.resolve(Files.readSymbolicLink(next));
          return i + 1 == path.getNameCount()
              ? target
              : target.resolve(path.subpath(i + 1, path.getNameCount()));
        }
      } catch (IOException e) {
        return null; // opening it tells what is wrong
      }
      way = next;
    }
    return null;
  }
}
