package io.jetpack.cli.install;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What installations have made and an uninstallation takes away, in the order in which it was made.
 * It is written down before it is made, so that nothing is forgotten when somebody is killed.
 */
final class Manifest {

  /** What kind of thing it is. */
  enum Kind {
    /** Taken away when it is empty. */
    FOLDER,
    /**
     * The user's home, taken away with all that is in it, when the site's own files are taken away
     * too. The detail is that of its {@link HomeMark}; earlier versions wrote none, also for a home
     * that was there before.
     */
    TREE,
    /** The detail holds the digests of what was written, the latest first. */
    FILE,
    /** The detail is where it leads to. */
    LINK,
    /** A user who was not there before. */
    USER,
    /** A group that was not there before. */
    GROUP,
    /** A link that somebody has taken away since: a service that is not to start by itself. */
    DISABLED
  }

  /**
   * One thing.
   *
   * @param name a path as the installed system sees it, or the name of a user or group
   * @param detail depends on the kind, may be empty
   */
  record Entry(Kind kind, String name, String detail) {
    Entry(Kind kind, String name) {
      this(kind, name, "");
    }
  }

  /** Nothing of ours is that large. */
  private static final int LIMIT_BYTES = 1 << 20;

  /** That the installation which wrote it has come to its end. */
  private static final String COMPLETE = "complete";

  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private boolean complete;

  /** What was installed; of a file that can not be read, nothing. */
  static Manifest read(Path file) throws IOException {
    Manifest manifest = new Manifest();
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return manifest;
    }
    if (Files.size(file) > LIMIT_BYTES) {
      throw new Obstacle("'%s' was not written by jetpack; move it away".formatted(file));
    }
    for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
      if (line.equals(COMPLETE)) {
        manifest.complete = true;
        continue;
      }
      List<String> fields = List.of(line.split("\t", -1));
      kind(fields.getFirst())
          .filter(_ -> fields.size() == 3)
          .ifPresent(kind -> manifest.add(new Entry(kind, fields.get(1), fields.get(2))));
    }
    return manifest;
  }

  private static Optional<Kind> kind(String word) {
    return Arrays.stream(Kind.values())
        .filter(kind -> kind.name().toLowerCase(Locale.ROOT).equals(word))
        .findFirst();
  }

  /** Whether the last installation came to its end. */
  boolean isComplete() {
    return complete;
  }

  void setComplete(boolean now) {
    complete = now;
  }

  /** Adds a thing, or gives it a new detail. */
  void add(Entry entry) {
    Entry old = entries.get(key(entry));
    if (old != null && entry.kind() == Kind.FILE) {
      entries.put(key(entry), new Entry(Kind.FILE, entry.name(), latest(entry, old)));
    } else {
      entries.put(key(entry), entry);
    }
  }

  /** Of three versions of a file any may be there when somebody was killed twice. */
  private static String latest(Entry entry, Entry old) {
    return Stream.concat(Stream.of(entry.detail()), Arrays.stream(old.detail().split(",", -1)))
        .distinct()
        .limit(3)
        .collect(Collectors.joining(","));
  }

  void remove(Entry entry) {
    entries.remove(key(entry));
  }

  Optional<Entry> find(Kind kind, String name) {
    return Optional.ofNullable(entries.get(key(new Entry(kind, name))));
  }

  /**
   * Whether a directory was made by an installation, by itself or with one above it. Nobody else's
   * files were in it before.
   */
  boolean isMade(String directory) {
    for (Path path = Path.of(directory); path != null; path = path.getParent()) {
      if (find(Kind.FOLDER, path.toString()).isPresent()) {
        return true;
      }
    }
    return false;
  }

  private static String key(Entry entry) {
    return entry.kind() + " " + entry.name();
  }

  /** Everything, the latest first. */
  List<Entry> latestFirst() {
    return List.copyOf(entries.values()).reversed();
  }

  byte[] bytes() {
    List<String> lines = new ArrayList<>();
    entries
        .values()
        .forEach(entry ->
            lines.add(
                String.join(
                    "\t",
                    entry.kind().name().toLowerCase(Locale.ROOT),
                    entry.name(),
                    entry.detail())));
    if (complete) {
      lines.add(COMPLETE);
    }
    return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.ISO_8859_1);
  }
}
