package io.jetpack.runner.files;

import io.jetpack.runner.files.Attempt.Known;
import io.jetpack.runner.files.Attempt.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Deletes one tree, from the leaves to the root, each entry by name in its open directory.
 *
 * <p>What is open is a path of directories from the root of the tree down to where it works. When
 * that gets long, the next directory is moved up into the root of the tree and deleted from there,
 * so that the number of open directories does not grow with the depth of a tree, and no directory
 * has to be found again by a name that may stand for another one by then.
 */
final class Deleter<E extends Entry> {

  /** Beyond so many open directories, the next is moved up. */
  static final int USUAL_DEPTH = 32;

  /** Where it cannot be moved, as between the layers of an overlay file system, it goes on. */
  static final int MOST_DEPTH = 256;

  /** A directory that is not empty after so many listings is being filled by somebody. */
  private static final int MOST_PASSES = 8;

  /** An entry that is something else at each attempt is left. */
  private static final int MOST_ATTEMPTS = 16;

  private static final int MOST_NAMED = 20;

  /** A virtual thread gives way to others after so many entries. */
  private static final int YIELD_EVERY = 256;

  private static final String MOVED_PREFIX = ".jetpack-deletes-";

  /** A directory that is open and being emptied. */
  private final class Level {
    private final E entry;
    private OpenDirectory<E> directory;
    private int passes = 1;
    private boolean keeps;

    private Level(E entry, OpenDirectory<E> directory) {
      this.entry = entry;
      this.directory = directory;
    }
  }

  private final OpenDirectory<E> place;
  private final String placeText;
  private final E tree;
  private final Optional<String> last;
  private final OptionalLong deadline;
  private final List<Level> levels = new ArrayList<>();
  private final List<Remainder> remainders = new ArrayList<>();
  private final String movedPrefix =
      MOVED_PREFIX + Long.toHexString(ThreadLocalRandom.current().nextLong()) + "-";
  private Optional<E> kept = Optional.empty();
  private long moved;
  private long movedBack;
  private long removed;
  private long left;

  /**
   * @param place the directory that the tree lies in; stays open
   * @param placeText its path for people
   * @param tree in that directory
   * @param last the name of the entry of the tree's own directory that goes when all else is gone
   * @param deadline when to stop, in nanoseconds of {@link System#nanoTime}
   */
  Deleter(
      OpenDirectory<E> place,
      String placeText,
      E tree,
      Optional<String> last,
      OptionalLong deadline) {
    this.place = place;
    this.placeText = placeText.endsWith("/") ? placeText : placeText + "/";
    this.tree = tree;
    this.last = last;
    this.deadline = deadline;
  }

  DeletionResult delete() {
    try {
      remove(tree);
      for (int count = 1; !levels.isEmpty() && !stops(); count++) {
        Level level = levels.getLast();
        level.directory.next().ifPresentOrElse(this::take, () -> finish(level));
        if (count % YIELD_EVERY == 0) {
          giveWay();
        }
      }
    } finally {
      levels.forEach(level -> level.directory.close());
    }
    return left == 0
        ? new DeletionResult.Complete(removed)
        : new DeletionResult.Partial(removed, remainders, left);
  }

  private void take(E entry) {
    if (levels.size() == 1 && last.filter(entry.text()::equals).isPresent()) {
      kept = Optional.of(entry);
    } else {
      remove(entry);
    }
  }

  /** No call here lets a virtual thread give its carrier to another one. */
  @SuppressWarnings("ThreadPriorityCheck")
  private static void giveWay() {
    if (Thread.currentThread().isVirtual()) {
      Thread.yield();
    }
  }

  private boolean stops() {
    String why;
    if (Thread.currentThread().isInterrupted()) {
      why = "it was interrupted";
    } else if (deadline.isPresent() && System.nanoTime() - deadline.getAsLong() >= 0) {
      why = "it takes too long";
    } else {
      return false;
    }
    leave(Remainder.stopped(placeText + tree.text(), why));
    return true;
  }

  private OpenDirectory<E> working() {
    return levels.isEmpty() ? place : levels.getLast().directory;
  }

  private String path(E entry) {
    StringBuilder path = new StringBuilder(placeText);
    for (Level level : levels) {
      path.append(level.entry.text()).append('/');
    }
    return path.append(entry.text()).toString();
  }

  private void leave(Remainder remainder) {
    left++;
    if (remainders.size() < MOST_NAMED) {
      remainders.add(remainder);
    }
    if (!levels.isEmpty()) {
      levels.getLast().keeps = true;
    }
  }

  /** Leaves what the system refuses, which may be because something is mounted there. */
  private void refuse(E entry, String reason) {
    String path = path(entry);
    leave(mount(path).orElseGet(() -> Remainder.refused(path, reason)));
  }

  private void leaveMounted(E entry, Attempt why) {
    String path = path(entry);
    leave(
        mount(path)
            .orElseGet(() ->
                why == Known.OTHER_MOUNT
                    ? MountTable.remainderWithoutName(path)
                    : Remainder.refused(path, "it is in use")));
  }

  /** Only what is told is worth a look at the table. */
  private Optional<Remainder> mount(String path) {
    return remainders.size() < MOST_NAMED ? MountTable.remainder(path) : Optional.empty();
  }

  /** Removes an entry of the directory in which it works, or begins to. */
  private void remove(E entry) {
    OpenDirectory<E> in = working();
    boolean directory = entry.isDirectory();
    boolean permitted = false;
    for (int i = 0; i < MOST_ATTEMPTS; i++) {
      switch (directory ? in.removeDirectory(entry) : in.unlink(entry)) {
        case Known.DONE -> {
          removed++;
          return;
        }
        case Known.ABSENT -> {
          return;
        }
        case Known.IS_DIRECTORY -> directory = true;
        case Known.NOT_DIRECTORY -> directory = false;
        case Known.NOT_EMPTY -> {
          if (enter(in, entry)) {
            return;
          }
        }
        case Known.NO_PERMISSION -> {
          // the place itself is no part of the tree
          if (permitted || levels.isEmpty() || !in.permit()) {
            refuse(entry, "permission denied");
            return;
          }
          permitted = true;
        }
        case Refused(String reason) -> {
          refuse(entry, reason);
          return;
        }
        case Known why -> {
          leaveMounted(entry, why);
          return;
        }
      }
    }
    leave(Remainder.changed(path(entry), "it is exchanged again and again"));
  }

  /** Begins to empty a directory; false when it is none any more. */
  private boolean enter(OpenDirectory<E> in, E entry) {
    if (levels.size() >= USUAL_DEPTH && moveUp(in, entry)) {
      return true;
    }
    if (levels.size() >= MOST_DEPTH) {
      refuse(entry, "it lies too deep");
      return true;
    }
    switch (in.open(entry)) {
      case Opening.Opened<E>(OpenDirectory<E> opened) -> levels.add(new Level(entry, opened));
      case Opening.Failed<E>(Attempt why) -> {
        switch (why) {
          case Known.ABSENT -> {}
          case Known.NOT_DIRECTORY -> {
            return false;
          }
          case Known.TOO_MANY_OPEN -> {
            if (!moveUp(in, entry)) {
              refuse(entry, "too many open files");
            }
          }
          case Known.NO_PERMISSION -> refuse(entry, "permission denied");
          case Refused(String reason) -> refuse(entry, reason);
          case Known other -> leaveMounted(entry, other);
        }
      }
    }
    return true;
  }

  /** Moves a directory into the root of the tree, where it has its turn when all else is gone. */
  private boolean moveUp(OpenDirectory<E> in, E entry) {
    if (levels.size() < 2) {
      return false;
    }
    OpenDirectory<E> root = levels.getFirst().directory;
    E name = root.entry(movedPrefix + moved);
    Attempt attempt = in.move(entry, root, name);
    if (attempt == Known.NO_PERMISSION) {
      boolean _ = in.permit() && root.permit();
      in.permit(entry);
      attempt = in.move(entry, root, name);
    }
    if (attempt == Known.ABSENT) {
      return true;
    }
    if (attempt != Known.DONE) {
      return false;
    }
    moved++;
    return true;
  }

  /** Removes a directory that has no further entries. */
  private void finish(Level level) {
    if (levels.size() == 1 && movedBack < moved) {
      remove(level.directory.entry(movedPrefix + movedBack++));
      return;
    }
    if (levels.size() == 1 && kept.isPresent() && !level.keeps) {
      E entry = kept.get();
      kept = Optional.empty();
      remove(entry);
      return;
    }
    OpenDirectory<E> parent = levels.size() == 1 ? place : levels.get(levels.size() - 2).directory;
    Attempt attempt = parent.removeDirectory(level.entry);
    if (attempt == Known.NO_PERMISSION && levels.size() > 1 && parent.permit()) {
      attempt = parent.removeDirectory(level.entry);
    }
    if (attempt == Known.NOT_EMPTY && !level.keeps && level.passes < MOST_PASSES) {
      level.passes++;
      // by its name again: it may have been exchanged
      switch (parent.open(level.entry)) {
        case Opening.Opened<E>(OpenDirectory<E> opened) -> {
          level.directory.close();
          level.directory = opened;
          return;
        }
        case Opening.Failed<E>(Attempt why) -> attempt = why;
      }
    }
    close(level);
    switch (attempt) {
      case Known.DONE -> removed++;
      case Known.ABSENT -> {}
      case Known.NOT_DIRECTORY -> remove(level.entry);
      case Known.NOT_EMPTY -> {
        if (!level.keeps) {
          leave(
              Remainder.changed(
                  path(level.entry), "something is made in it whenever it has been emptied"));
        } else if (!levels.isEmpty()) {
          levels.getLast().keeps = true;
        }
      }
      case Known.NO_PERMISSION -> refuse(level.entry, "permission denied");
      case Known.TOO_MANY_OPEN -> refuse(level.entry, "too many open files");
      case Refused(String reason) -> refuse(level.entry, reason);
      case Known other -> leaveMounted(level.entry, other);
    }
  }

  private void close(Level level) {
    level.directory.close();
    levels.removeLast();
  }
}
