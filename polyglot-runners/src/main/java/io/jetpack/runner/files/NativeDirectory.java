package io.jetpack.runner.files;

import io.jetpack.runner.libc.Errno;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/**
 * A directory by its descriptor, which stands for it whatever becomes of its names. What is opened
 * through it is in the same mount: the kernel says of each descriptor in which mount it is, so that
 * a bind mount of the same file system is told apart.
 */
final class NativeDirectory implements OpenDirectory<NativeDirectory.NameEntry> {

  /** An entry by its bytes. */
  record NameEntry(KernelName name, boolean isDirectory) implements Entry {
    @Override
    public String text() {
      return VisibleName.of(name.bytes());
    }
  }

  private final DirectoryCalls calls;
  private final int descriptor;
  private final long mount;

  /** {@code DIR *}, or NULL when it is not to be listed. */
  private final MemorySegment stream;

  private NativeDirectory(DirectoryCalls calls, int descriptor, long mount, MemorySegment stream) {
    this.calls = calls;
    this.descriptor = descriptor;
    this.mount = mount;
    this.stream = stream;
  }

  /**
   * The directory that a tree lies in. Links on the way are followed.
   *
   * @return empty where it cannot be opened, or the kernel does not say in which mount it is
   */
  static Optional<NativeDirectory> place(DirectoryCalls calls, KernelName path) {
    int descriptor = calls.openPlace(path);
    if (descriptor < 0) {
      return Optional.empty();
    }
    long mount = calls.mount(descriptor);
    if (mount < 0) {
      calls.close(descriptor);
      return Optional.empty();
    }
    return Optional.of(new NativeDirectory(calls, descriptor, mount, MemorySegment.NULL));
  }

  /** The number of the mount that it is in. */
  long mount() {
    return mount;
  }

  @Override
  public NameEntry entry(String plainName) {
    return new NameEntry(KernelName.of(plainName), true);
  }

  @Override
  public Optional<NameEntry> next() {
    return calls.next(stream);
  }

  @Override
  public Attempt unlink(NameEntry entry) {
    return attempt(calls.unlink(descriptor, entry.name()));
  }

  @Override
  public Attempt removeDirectory(NameEntry entry) {
    return attempt(calls.removeDirectory(descriptor, entry.name()));
  }

  @Override
  public Opening<NameEntry> open(NameEntry entry) {
    int opened = calls.openDirectory(descriptor, entry.name());
    if (opened == -Errno.EACCES && permitUnseen(entry)) {
      opened = calls.openDirectory(descriptor, entry.name());
    }
    if (opened < 0) {
      return new Opening.Failed<>(attempt(-opened));
    }
    if (calls.mount(opened) != mount) {
      calls.close(opened);
      return new Opening.Failed<>(Attempt.Known.OTHER_MOUNT);
    }
    MemorySegment list = calls.list(opened);
    if (list.equals(MemorySegment.NULL)) {
      calls.close(opened);
      return new Opening.Failed<>(new Attempt.Refused("out of memory"));
    }
    return new Opening.Opened<>(new NativeDirectory(calls, opened, mount, list));
  }

  @Override
  public boolean permit() {
    return calls.permit(descriptor) == 0;
  }

  @Override
  public void permit(NameEntry entry) {
    boolean _ = permitUnseen(entry);
  }

  /** Changes the mode of a directory that may not be opened for reading. */
  private boolean permitUnseen(NameEntry entry) {
    int found = calls.find(descriptor, entry.name());
    if (found < 0) {
      return false;
    }
    try {
      return calls.mount(found) == mount && calls.permitUnseen(found) == 0;
    } finally {
      calls.close(found);
    }
  }

  @Override
  public Attempt move(NameEntry entry, OpenDirectory<NameEntry> target, NameEntry name) {
    int into = ((NativeDirectory) target).descriptor;
    return attempt(calls.move(descriptor, entry.name(), into, name.name()));
  }

  private Attempt attempt(int error) {
    return switch (error) {
      case 0 -> Attempt.Known.DONE;
      case Errno.ENOENT -> Attempt.Known.ABSENT;
      case Errno.EACCES -> Attempt.Known.NO_PERMISSION;
      case Errno.EBUSY -> Attempt.Known.IN_USE;
      case Errno.EISDIR -> Attempt.Known.IS_DIRECTORY;
      // a link that is not followed is answered by either of the two
      case Errno.ENOTDIR, Errno.ELOOP -> Attempt.Known.NOT_DIRECTORY;
      case Errno.ENOTEMPTY, Errno.EEXIST -> Attempt.Known.NOT_EMPTY;
      case Errno.EMFILE, Errno.ENFILE -> Attempt.Known.TOO_MANY_OPEN;
      default -> new Attempt.Refused(calls.words(error));
    };
  }

  @Override
  public void close() {
    if (stream.equals(MemorySegment.NULL)) {
      calls.close(descriptor);
    } else {
      calls.closeList(stream);
    }
  }
}
