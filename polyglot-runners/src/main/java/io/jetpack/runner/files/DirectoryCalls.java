package io.jetpack.runner.files;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.jetpack.runner.libc.CFunction;
import io.jetpack.runner.libc.CLibrary;
import io.jetpack.runner.libc.Errno;
import io.jetpack.runner.libc.Processor;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The calls of the kernel that work on open directories, for Linux on 64 bits. Each answers 0 or a
 * descriptor, or the number of its error; {@code open...} and {@code find} answer that negated. To
 * be used by the thread that made it.
 */
@SuppressWarnings("restricted") // reads what readdir answers
final class DirectoryCalls implements AutoCloseable {

  private static final int AT_FDCWD = -100;
  private static final int AT_REMOVEDIR = 0x200;
  private static final int AT_EMPTY_PATH = 0x1000;

  /** What a dead server would have to answer is not asked for. */
  private static final int AT_STATX_DONT_SYNC = 0x4000;

  private static final int O_PATH = 0x200000;
  private static final int O_CLOEXEC = 0x80000;

  private static final int OWNER_MAY_ALL = 0700;

  /** Of Linux 5.8. */
  private static final int STATX_MNT_ID = 0x1000;

  private static final long STATX_BYTES = 256;
  private static final long STATX_MASK = 0;
  private static final long STATX_MOUNT = 144;

  /** {@code struct dirent}: inode 8, offset 8, length 2, kind 1, the name. */
  private static final long DIRENT_KIND = 18;

  private static final long DIRENT_NAME = 19;
  private static final byte DT_DIR = 4;

  private static final long NAME_BYTES = 4096;

  private static final List<CFunction> NEEDED =
      List.of(
          CFunction.OPENAT,
          CFunction.UNLINKAT,
          CFunction.RENAMEAT,
          CFunction.FCHMOD,
          CFunction.CHMOD,
          CFunction.FDOPENDIR,
          CFunction.READDIR,
          CFunction.CLOSEDIR,
          CFunction.CLOSE);

  private final Arena arena = Arena.ofConfined();
  private final MemorySegment errno = Errno.allocate(arena);
  private final MemorySegment status = arena.allocate(STATX_BYTES, 8);
  private final MemorySegment first = arena.allocate(NAME_BYTES);
  private final MemorySegment second = arena.allocate(NAME_BYTES);
  private final int directoryOnly;
  private final int noFollow;

  private DirectoryCalls(Processor processor) {
    this.directoryOnly = processor.directoryFlag();
    this.noFollow = processor.noFollowFlag();
  }

  /** Empty on machines that do not have these calls, or whose numbers are not known here. */
  static Optional<DirectoryCalls> open() {
    if (!System.getProperty("os.name", "").equals("Linux")
        || !NEEDED.stream().allMatch(CFunction::isPresent)) {
      return Optional.empty();
    }
    return Processor.current().map(DirectoryCalls::new);
  }

  int openPlace(KernelName path) {
    return openAt(AT_FDCWD, path, O_PATH | directoryOnly);
  }

  /** Opens a directory so that it can be listed. */
  int openDirectory(int directory, KernelName name) {
    return openAt(directory, name, directoryOnly | noFollow);
  }

  /** Opens a directory whatever its mode, to be named by the descriptor only. */
  int find(int directory, KernelName name) {
    return openAt(directory, name, O_PATH | directoryOnly | noFollow);
  }

  private int openAt(int directory, KernelName name, int flags) {
    try {
      int opened =
          (int)
              CFunction.OPENAT
                  .handle()
                  .invokeExact(errno, directory, text(first, name), flags | O_CLOEXEC);
      return opened < 0 ? -Errno.of(errno) : opened;
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  int unlink(int directory, KernelName name) {
    return unlinkAt(directory, name, 0);
  }

  int removeDirectory(int directory, KernelName name) {
    return unlinkAt(directory, name, AT_REMOVEDIR);
  }

  private int unlinkAt(int directory, KernelName name, int flags) {
    try {
      return error(
          (int)
              CFunction.UNLINKAT.handle().invokeExact(errno, directory, text(first, name), flags));
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  int move(int directory, KernelName name, int target, KernelName newName) {
    try {
      return error(
          (int)
              CFunction.RENAMEAT
                  .handle()
                  .invokeExact(errno, directory, text(first, name), target, text(second, newName)));
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  int permit(int descriptor) {
    try {
      return error((int) CFunction.FCHMOD.handle().invokeExact(errno, descriptor, OWNER_MAY_ALL));
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /** For a descriptor of {@link #find}, which the kernel takes as a path only. */
  int permitUnseen(int descriptor) {
    KernelName path = KernelName.of("/proc/self/fd/" + descriptor);
    try {
      return error(
          (int) CFunction.CHMOD.handle().invokeExact(errno, text(first, path), OWNER_MAY_ALL));
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /** The number of the mount that an open file is in, or -1 where the kernel does not say. */
  long mount(int descriptor) {
    if (CFunction.STATX.isPresent()) {
      try {
        int failed =
            (int)
                CFunction.STATX
                    .handle()
                    .invokeExact(
                        errno,
                        descriptor,
                        text(first, KernelName.of("")),
                        AT_EMPTY_PATH | AT_STATX_DONT_SYNC,
                        STATX_MNT_ID,
                        status);
        if (failed == 0 && (status.get(JAVA_INT, STATX_MASK) & STATX_MNT_ID) != 0) {
          return status.get(JAVA_LONG, STATX_MOUNT);
        }
      } catch (Throwable e) {
        throw unexpected(e);
      }
    }
    return mountByProc(descriptor);
  }

  /** Linux says it here since 3.15. */
  private static long mountByProc(int descriptor) {
    String key = "mnt_id:";
    try {
      return Files.readAllLines(
              Path.of("/proc/self/fdinfo", Integer.toString(descriptor)),
              StandardCharsets.ISO_8859_1)
          .stream()
          .filter(line -> line.startsWith(key))
          .mapToLong(line -> Long.parseLong(line.substring(key.length()).strip()))
          .findFirst()
          .orElse(-1);
    } catch (IOException e) {
      return -1;
    }
  }

  /**
   * Begins to list a directory.
   *
   * @param descriptor is closed with the list
   * @return NULL when there is no memory for it; the descriptor is still open then
   */
  MemorySegment list(int descriptor) {
    try {
      return (MemorySegment) CFunction.FDOPENDIR.handle().invokeExact(descriptor);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  Optional<NativeDirectory.NameEntry> next(MemorySegment stream) {
    try {
      while (true) {
        MemorySegment found = (MemorySegment) CFunction.READDIR.handle().invokeExact(stream);
        if (found.equals(MemorySegment.NULL)) {
          return Optional.empty();
        }
        MemorySegment entry = found.reinterpret(DIRENT_NAME + NAME_BYTES);
        byte[] name = name(entry);
        if (!isItselfOrAbove(name)) {
          boolean directory = entry.get(JAVA_BYTE, DIRENT_KIND) == DT_DIR;
          return Optional.of(new NativeDirectory.NameEntry(KernelName.of(name), directory));
        }
      }
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  private static byte[] name(MemorySegment entry) {
    int length = 0;
    while (entry.get(JAVA_BYTE, DIRENT_NAME + length) != 0) {
      length++;
    }
    return entry.asSlice(DIRENT_NAME, length).toArray(JAVA_BYTE);
  }

  private static boolean isItselfOrAbove(byte[] name) {
    return name[0] == '.' && (name.length == 1 || (name.length == 2 && name[1] == '.'));
  }

  void closeList(MemorySegment stream) {
    try {
      int _ = (int) CFunction.CLOSEDIR.handle().invokeExact(stream);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  void close(int descriptor) {
    try {
      int _ = (int) CFunction.CLOSE.handle().invokeExact(descriptor);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /** The system's words for an error. */
  String words(int error) {
    String words = CLibrary.errorText(error);
    return words.substring(0, 1).toLowerCase(Locale.ROOT) + words.substring(1);
  }

  private int error(int result) {
    return result == 0 ? 0 : Errno.of(errno);
  }

  private static MemorySegment text(MemorySegment buffer, KernelName name) {
    byte[] bytes = name.bytes();
    MemorySegment.copy(bytes, 0, buffer, JAVA_BYTE, 0, bytes.length);
    buffer.set(JAVA_BYTE, bytes.length, (byte) 0);
    return buffer;
  }

  private static RuntimeException unexpected(Throwable thrown) {
    return switch (thrown) {
      case RuntimeException e -> e;
      case Error e -> throw e;
      default -> new IllegalStateException(thrown);
    };
  }

  @Override
  public void close() {
    arena.close();
  }
}
