package io.jetpack.runner.files;

import io.jetpack.text.IoReason;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.Optional;

/**
 * A directory by its path, with the means of the JDK. Between the look at an entry and what is done
 * to it, the entry may be exchanged, for a link for instance, which is not noticed. What is mounted
 * is known by the file store; a mount of a part of the same file store is noticed, because nothing
 * can be removed there that something is mounted on, unless it is mounted in that very moment.
 */
final class PlainDirectory implements OpenDirectory<PlainDirectory.PathEntry> {

  /** An entry, with the JDK's own name for it, which may be of no charset. */
  record PathEntry(Path name, boolean isDirectory) implements Entry {
    @Override
    public String text() {
      return VisibleName.of(name.toString());
    }
  }

  private final Path path;
  private final Object store;
  private final Optional<DirectoryStream<Path>> stream;
  private final Iterator<Path> entries;

  private PlainDirectory(Path path, Object store, Optional<DirectoryStream<Path>> stream) {
    this.path = path;
    this.store = store;
    this.stream = stream;
    this.entries = stream.map(Iterable::iterator).orElseGet(Collections::emptyIterator);
  }

  /** A directory of which nothing is listed. */
  static PlainDirectory place(Path path) throws IOException {
    return new PlainDirectory(path, store(path), Optional.empty());
  }

  /** What is the same for all directories of a file store. */
  private static Object store(Path path) throws IOException {
    try {
      return Files.getAttribute(path, "unix:dev", LinkOption.NOFOLLOW_LINKS);
    } catch (UnsupportedOperationException | IllegalArgumentException e) {
      return Files.getFileStore(path);
    }
  }

  @Override
  public PathEntry entry(String plainName) {
    return new PathEntry(Path.of(plainName), true);
  }

  @Override
  public Optional<PathEntry> next() {
    try {
      if (entries.hasNext()) {
        Path found = entries.next();
        return Optional.of(new PathEntry(found.getFileName(), isRealDirectory(found)));
      }
    } catch (DirectoryIteratorException e) {
      // then it is not empty, and is listed again
    }
    return Optional.empty();
  }

  private static boolean isRealDirectory(Path path) {
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      // a junction of Windows is a directory and something else
      return attributes.isDirectory() && !attributes.isOther();
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public Attempt unlink(PathEntry entry) {
    return delete(entry);
  }

  @Override
  public Attempt removeDirectory(PathEntry entry) {
    return delete(entry);
  }

  private Attempt delete(PathEntry entry) {
    try {
      Files.delete(path.resolve(entry.name()));
      return Attempt.Known.DONE;
    } catch (IOException e) {
      return attempt(e);
    }
  }

  private static Attempt attempt(IOException e) {
    return switch (e) {
      case NoSuchFileException _ -> Attempt.Known.ABSENT;
      case DirectoryNotEmptyException _ -> Attempt.Known.NOT_EMPTY;
      case NotDirectoryException _ -> Attempt.Known.NOT_DIRECTORY;
      case AccessDeniedException _ -> Attempt.Known.NO_PERMISSION;
      default -> new Attempt.Refused(IoReason.of(e));
    };
  }

  @Override
  public Opening<PathEntry> open(PathEntry entry) {
    Path opened = path.resolve(entry.name());
    if (!isRealDirectory(opened)) {
      return new Opening.Failed<>(Attempt.Known.NOT_DIRECTORY);
    }
    try {
      if (!store(opened).equals(store)) {
        return new Opening.Failed<>(Attempt.Known.OTHER_MOUNT);
      }
      return new Opening.Opened<>(new PlainDirectory(opened, store, Optional.of(list(opened))));
    } catch (IOException e) {
      return new Opening.Failed<>(attempt(e));
    }
  }

  @SuppressWarnings("StreamResourceLeak") // closed with the directory that is made of it
  private static DirectoryStream<Path> list(Path directory) throws IOException {
    try {
      return Files.newDirectoryStream(directory);
    } catch (AccessDeniedException e) {
      if (permit(directory)) {
        return Files.newDirectoryStream(directory);
      }
      throw e;
    }
  }

  @Override
  public boolean permit() {
    return permit(path);
  }

  @Override
  public void permit(PathEntry entry) {
    boolean _ = permit(path.resolve(entry.name()));
  }

  private static boolean permit(Path directory) {
    PosixFileAttributeView view =
        Files.getFileAttributeView(directory, PosixFileAttributeView.class);
    if (view == null || !isRealDirectory(directory)) {
      return false;
    }
    try {
      view.setPermissions(
          EnumSet.of(
              PosixFilePermission.OWNER_READ,
              PosixFilePermission.OWNER_WRITE,
              PosixFilePermission.OWNER_EXECUTE));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public Attempt move(PathEntry entry, OpenDirectory<PathEntry> target, PathEntry name) {
    Path to = ((PlainDirectory) target).path.resolve(name.name());
    try {
      Path _ = Files.move(path.resolve(entry.name()), to, StandardCopyOption.ATOMIC_MOVE);
      return Attempt.Known.DONE;
    } catch (IOException e) {
      return attempt(e);
    }
  }

  @Override
  public void close() {
    try {
      if (stream.isPresent()) {
        stream.get().close();
      }
    } catch (IOException e) {
      // nothing was written
    }
  }
}
