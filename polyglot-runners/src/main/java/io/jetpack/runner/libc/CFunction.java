package io.jetpack.runner.libc;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The functions of the C library that the agent calls, each under its C name in capitals, and the
 * version of glibc that each came with. A function is looked up and linked when it is first called,
 * never when a class is loaded: the oldest machines have glibc {@value #OLDEST_GLIBC}, and of what
 * came later callers ask {@link #isPresent} first.
 *
 * <p>Safe for use by many threads.
 */
@SuppressWarnings("ImmutableEnumChecker") // links once what never changes
public enum CFunction {
  CHDIR(Failure.ERRNO, JAVA_INT, ADDRESS),
  CHMOD(Failure.ERRNO, JAVA_INT, ADDRESS, JAVA_INT),
  CLOCK_GETTIME(Failure.NONE, JAVA_INT, JAVA_INT, ADDRESS),
  CLOSE(Failure.NONE, JAVA_INT, JAVA_INT),
  CLOSEDIR(Failure.NONE, JAVA_INT, ADDRESS),
  FCHMOD(Failure.ERRNO, JAVA_INT, JAVA_INT, JAVA_INT),
  FDOPENDIR(Failure.NONE, ADDRESS, JAVA_INT),
  GETXATTR(Failure.ERRNO, JAVA_LONG, ADDRESS, ADDRESS, ADDRESS, JAVA_LONG),
  /** Of glibc only: musl has no version that a program can ask for. */
  GNU_GET_LIBC_VERSION(Failure.NONE, ADDRESS),
  IOCTL(Failure.ERRNO, JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS),
  KILL(Failure.ERRNO, JAVA_INT, JAVA_INT, JAVA_INT),
  LINKAT(Failure.ERRNO, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT),
  LISTXATTR(Failure.ERRNO, JAVA_LONG, ADDRESS, ADDRESS, JAVA_LONG),
  MKDIR(Failure.ERRNO, JAVA_INT, ADDRESS, JAVA_INT),
  MKFIFO(Failure.ERRNO, JAVA_INT, ADDRESS, JAVA_INT),
  NEWLOCALE(Failure.NONE, ADDRESS, JAVA_INT, ADDRESS, ADDRESS),
  /** Without the mode, which is of use for a new file only. */
  OPENAT(Failure.ERRNO, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT),
  PIPE2(Failure.NONE, JAVA_INT, ADDRESS, JAVA_INT),
  POSIX_SPAWN(Failure.NONE, JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS),
  POSIX_SPAWNATTR_DESTROY(Failure.NONE, JAVA_INT, ADDRESS),
  POSIX_SPAWNATTR_INIT(Failure.NONE, JAVA_INT, ADDRESS),
  POSIX_SPAWNATTR_SETFLAGS(Failure.NONE, JAVA_INT, ADDRESS, JAVA_SHORT),
  POSIX_SPAWNATTR_SETSIGDEFAULT(Failure.NONE, JAVA_INT, ADDRESS, ADDRESS),
  POSIX_SPAWN_FILE_ACTIONS_ADDCHDIR_NP("2.29", Failure.NONE, JAVA_INT, ADDRESS, ADDRESS),
  POSIX_SPAWN_FILE_ACTIONS_ADDCLOSE(Failure.NONE, JAVA_INT, ADDRESS, JAVA_INT),
  /** musl has none, whichever version. */
  POSIX_SPAWN_FILE_ACTIONS_ADDCLOSEFROM_NP("2.34", Failure.NONE, JAVA_INT, ADDRESS, JAVA_INT),
  POSIX_SPAWN_FILE_ACTIONS_ADDDUP2(Failure.NONE, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT),
  POSIX_SPAWN_FILE_ACTIONS_ADDOPEN(
      Failure.NONE, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT),
  POSIX_SPAWN_FILE_ACTIONS_DESTROY(Failure.NONE, JAVA_INT, ADDRESS),
  POSIX_SPAWN_FILE_ACTIONS_INIT(Failure.NONE, JAVA_INT, ADDRESS),
  READDIR(Failure.NONE, ADDRESS, ADDRESS),
  READLINK(Failure.ERRNO, JAVA_LONG, ADDRESS, ADDRESS, JAVA_LONG),
  RENAMEAT(Failure.ERRNO, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS),
  SENDTO(Failure.NONE, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT),
  /**
   * Of the handlers there are only {@code SIG_IGN} and {@code SIG_DFL}, as the numbers they are.
   */
  SIGNAL(Failure.ERRNO, JAVA_LONG, JAVA_INT, JAVA_LONG),
  SOCKET(Failure.ERRNO, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT),
  STATVFS(Failure.ERRNO, JAVA_INT, ADDRESS, ADDRESS),
  /** Of Linux 4.11; musl has it since 1.2.5. */
  STATX(Failure.ERRNO, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS),
  STRERROR(Failure.NONE, ADDRESS, JAVA_INT),
  STRFTIME_L(Failure.NONE, JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS, ADDRESS, ADDRESS),
  SYMLINK(Failure.ERRNO, JAVA_INT, ADDRESS, ADDRESS),
  /** With four arguments, for what the C library does not offer. */
  SYSCALL(Failure.ERRNO, JAVA_LONG, JAVA_LONG, JAVA_LONG, ADDRESS, ADDRESS, JAVA_LONG),
  SYSCONF(Failure.NONE, JAVA_LONG, JAVA_INT),
  TRUNCATE(Failure.ERRNO, JAVA_INT, ADDRESS, JAVA_LONG),
  UNLINKAT(Failure.ERRNO, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT),
  UNSHARE(Failure.ERRNO, JAVA_INT, JAVA_INT),
  UTIMENSAT(Failure.ERRNO, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS, JAVA_INT),
  WAIT4(Failure.ERRNO, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS);

  /** The oldest version of glibc that the agent runs with: that of RHEL 8. */
  public static final String OLDEST_GLIBC = "2.28";

  private final String since;
  private final Failure failure;
  private final MemoryLayout result;
  private final List<MemoryLayout> parameters;
  private volatile @Nullable MethodHandle handle;

  CFunction(Failure failure, MemoryLayout result, MemoryLayout... parameters) {
    this(OLDEST_GLIBC, failure, result, parameters);
  }

  CFunction(String since, Failure failure, MemoryLayout result, MemoryLayout... parameters) {
    this.since = since;
    this.failure = failure;
    this.result = result;
    this.parameters = List.of(parameters);
  }

  /** How a function says that it failed. */
  private enum Failure {
    /** It answers -1, and the reason is in {@code errno}. */
    ERRNO,
    /** By what it answers, or it cannot fail. */
    NONE
  }

  /** Its name in C. */
  public String symbol() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The version of glibc that it came with; {@value #OLDEST_GLIBC} also for what is older. */
  public String since() {
    return since;
  }

  /** Whether this machine's C library has it. */
  public boolean isPresent() {
    return address().isPresent();
  }

  private Optional<MemorySegment> address() {
    return CLibrary.find(symbol());
  }

  /**
   * Calls a function that answers a number.
   *
   * @return what it answers; when that is -1 and the function sets {@code errno}, the error's
   *     number, negated; ENOSYS, negated, where the C library lacks the function
   */
  public long call(Object... arguments) {
    if (handle == null && !isPresent()) {
      return -Errno.ENOSYS;
    }
    try (Arena arena = Arena.ofConfined()) {
      if (failure == Failure.NONE) {
        return ((Number) handle().invokeWithArguments(arguments)).longValue();
      }
      MemorySegment errno = Errno.allocate(arena);
      List<Object> all = new ArrayList<>(arguments.length + 1);
      all.add(errno);
      all.addAll(List.of(arguments));
      long answer = ((Number) handle().invokeWithArguments(all)).longValue();
      return answer == -1 ? -Errno.of(errno) : answer;
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * For callers of {@link MethodHandle#invokeExact}. A function that sets {@code errno} has the
   * memory for it as its first parameter, see {@link Errno}.
   *
   * @throws IllegalStateException where the C library lacks the function
   */
  public MethodHandle handle() {
    MethodHandle linked = handle;
    if (linked == null) {
      linked = link();
      handle = linked;
    }
    return linked;
  }

  private MethodHandle link() {
    MemorySegment address =
        address()
            .orElseThrow(
                () -> new IllegalStateException("the C library has no function " + symbol()));
    return CLibrary.link(
        address,
        FunctionDescriptor.of(result, parameters.toArray(MemoryLayout[]::new)),
        failure == Failure.ERRNO);
  }
}
