package io.jetpack.runner.process;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The calls of the C library by which a process is started and waited for on Linux. The JDK's own
 * {@link Process} throws away whether a signal ended a process and how much processor time it used;
 * {@code wait4} tells both.
 */
@SuppressWarnings("restricted") // calls into the C library are what this is for
final class PosixSpawn {

  private static final int O_RDONLY = 0;
  private static final int O_WRONLY = 1;
  private static final int O_APPEND = 0x400;
  private static final int O_CLOEXEC = 0x80000;
  private static final int SETSIGDEF = 0x04;
  private static final int SETSIGMASK = 0x08;
  private static final int SETSID = 0x80;

  /** Larger than each opaque structure of glibc and musl: 80, 128 and 336 bytes. */
  private static final long OPAQUE_BYTES = 512;

  private static final int FIRST_CLOSED_DESCRIPTOR = 3;
  private static final int EINTR = 4;
  private static final long RUSAGE_BYTES = 144;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final FunctionDescriptor POINTER = FunctionDescriptor.of(JAVA_INT, ADDRESS);
  private static final FunctionDescriptor POINTER_INT =
      FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT);
  private static final FunctionDescriptor POINTER_POINTER =
      FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS);

  private static final MemoryLayout CAPTURED = Linker.Option.captureStateLayout();
  private static final long ERRNO_OFFSET =
      CAPTURED.byteOffset(MemoryLayout.PathElement.groupElement("errno"));

  private static final MethodHandle ACTIONS_INIT = handle("posix_spawn_file_actions_init", POINTER);
  private static final MethodHandle ACTIONS_DESTROY =
      handle("posix_spawn_file_actions_destroy", POINTER);
  private static final MethodHandle ACTIONS_DUP2 =
      handle(
          "posix_spawn_file_actions_adddup2",
          FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT));
  private static final MethodHandle ACTIONS_OPEN =
      handle(
          "posix_spawn_file_actions_addopen",
          FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT));
  private static final MethodHandle ACTIONS_CHDIR =
      handle("posix_spawn_file_actions_addchdir_np", POINTER_POINTER);
  private static final MethodHandle ACTIONS_CLOSE_FROM =
      handle("posix_spawn_file_actions_addclosefrom_np", POINTER_INT);
  private static final MethodHandle ATTRIBUTES_INIT = handle("posix_spawnattr_init", POINTER);
  private static final MethodHandle ATTRIBUTES_DESTROY = handle("posix_spawnattr_destroy", POINTER);
  private static final MethodHandle ATTRIBUTES_FLAGS =
      handle("posix_spawnattr_setflags", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_SHORT));
  private static final MethodHandle ATTRIBUTES_DEFAULTS =
      handle("posix_spawnattr_setsigdefault", POINTER_POINTER);
  private static final MethodHandle SIGNALS_FILL = handle("sigfillset", POINTER);
  private static final MethodHandle SPAWN =
      handle(
          "posix_spawn",
          FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS));
  private static final MethodHandle PIPE = handle("pipe2", POINTER_INT);
  private static final MethodHandle CLOSE =
      handle("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
  private static final MethodHandle STRERROR =
      handle("strerror", FunctionDescriptor.of(ADDRESS, JAVA_INT));
  private static final MethodHandle WAIT4 =
      LINKER.downcallHandle(
          LINKER.defaultLookup().findOrThrow("wait4"),
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS),
          Linker.Option.captureCallState("errno"));

  private PosixSpawn() {}

  private static MethodHandle handle(String name, FunctionDescriptor descriptor) {
    return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), descriptor);
  }

  /** Linux with a C library that has all of it: glibc 2.34 or newer. */
  static boolean isAvailable() {
    return System.getProperty("os.name", "").equals("Linux")
        && Files.isDirectory(Path.of("/proc/self/fd"))
        && Linker.nativeLinker()
            .defaultLookup()
            .find("posix_spawn_file_actions_addclosefrom_np")
            .isPresent();
  }

  /** Both ends of a pipe, closed on exec. */
  record Pipe(int readEnd, int writeEnd) {

    static Pipe open() throws IOException {
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment ends = arena.allocate(JAVA_INT, 2);
        if ((int) PIPE.invokeExact(ends, O_CLOEXEC) != 0) {
          throw new IOException("no pipe could be opened: too many open files");
        }
        return new Pipe(ends.getAtIndex(JAVA_INT, 0), ends.getAtIndex(JAVA_INT, 1));
      } catch (Throwable e) {
        throw unexpected(e);
      }
    }

    void closeBoth() throws IOException {
      close(readEnd);
      close(writeEnd);
    }
  }

  static void close(int descriptor) throws IOException {
    try {
      int ignored = (int) CLOSE.invokeExact(descriptor);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /**
   * Starts a process in a session of its own, with default signal dispositions and no open
   * descriptor but the three.
   *
   * @param program the program's path, with a slash
   * @param stdin the descriptor that becomes stdin, or -1 for {@code /dev/null}
   * @param files opened in the place of a descriptor
   * @return the process's number
   * @throws IOException when the kernel refuses, with its reason
   */
  static int spawn(
      String program,
      List<String> command,
      List<String> environment,
      String directory,
      int stdin,
      int stdout,
      int stderr,
      ProcessLauncher.Files files)
      throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment actions = arena.allocate(OPAQUE_BYTES, 16);
      MemorySegment attributes = arena.allocate(OPAQUE_BYTES, 16);
      MemorySegment allSignals = arena.allocate(OPAQUE_BYTES, 16);
      int failed = (int) ACTIONS_INIT.invokeExact(actions);
      failed |= (int) ATTRIBUTES_INIT.invokeExact(attributes);
      try {
        String input = files.stdin().map(Path::toString).orElse("/dev/null");
        failed |=
            stdin < 0 || files.stdin().isPresent()
                ? open(arena, actions, 0, input, O_RDONLY)
                : (int) ACTIONS_DUP2.invokeExact(actions, stdin, 0);
        failed |=
            files.stdout().isPresent()
                ? open(arena, actions, 1, files.stdout().get().toString(), O_WRONLY | O_APPEND)
                : (int) ACTIONS_DUP2.invokeExact(actions, stdout, 1);
        failed |=
            files.stderr().isPresent()
                ? open(arena, actions, 2, files.stderr().get().toString(), O_WRONLY | O_APPEND)
                : (int) ACTIONS_DUP2.invokeExact(actions, stderr, 2);
        failed |= (int) ACTIONS_CHDIR.invokeExact(actions, arena.allocateFrom(directory));
        failed |= (int) ACTIONS_CLOSE_FROM.invokeExact(actions, FIRST_CLOSED_DESCRIPTOR);
        failed |= (int) SIGNALS_FILL.invokeExact(allSignals);
        failed |= (int) ATTRIBUTES_DEFAULTS.invokeExact(attributes, allSignals);
        // the mask stays as posix_spawnattr_init made it: empty
        failed |=
            (int)
                ATTRIBUTES_FLAGS.invokeExact(attributes, (short) (SETSIGDEF | SETSIGMASK | SETSID));
        if (failed != 0) {
          throw new IOException("the process could not be prepared: out of memory");
        }
        MemorySegment pid = arena.allocate(JAVA_INT);
        int error =
            (int)
                SPAWN.invokeExact(
                    pid,
                    arena.allocateFrom(program),
                    actions,
                    attributes,
                    strings(arena, command),
                    strings(arena, environment));
        if (error != 0) {
          throw new IOException("'%s' could not be started: %s".formatted(program, text(error)));
        }
        return pid.get(JAVA_INT, 0);
      } finally {
        destroy(ACTIONS_DESTROY, actions);
        destroy(ATTRIBUTES_DESTROY, attributes);
      }
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  private static int open(
      Arena arena, MemorySegment actions, int descriptor, String path, int flags) throws Throwable {
    return (int) ACTIONS_OPEN.invokeExact(actions, descriptor, arena.allocateFrom(path), flags, 0);
  }

  private static void destroy(MethodHandle destructor, MemorySegment structure) throws Throwable {
    int ignored = (int) destructor.invokeExact(structure);
  }

  /** Waits until a child has ended, and takes its zombie away. Blocks the calling thread. */
  static ExitStatus await(int pid) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment status = arena.allocate(JAVA_INT);
      MemorySegment usage = arena.allocate(RUSAGE_BYTES, 8);
      MemorySegment captured = arena.allocate(CAPTURED);
      int ended;
      do {
        ended = (int) WAIT4.invokeExact(captured, pid, status, 0, usage);
      } while (ended == -1 && captured.get(JAVA_INT, ERRNO_OFFSET) == EINTR);
      if (ended != pid) {
        throw new IOException("process " + pid + " could not be waited for");
      }
      int word = status.get(JAVA_INT, 0);
      int signal = word & 0x7F;
      return new ExitStatus(
          signal == 0 ? (word >> 8) & 0xFF : 0,
          signal,
          Optional.of(cpuTime(usage)),
          // ru_maxrss, in KiB, follows the two times
          OptionalLong.of(usage.getAtIndex(JAVA_LONG, 4) * 1024));
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /** {@code struct rusage} starts with two times of seconds and microseconds: user and system. */
  private static Duration cpuTime(MemorySegment usage) {
    long seconds = usage.getAtIndex(JAVA_LONG, 0) + usage.getAtIndex(JAVA_LONG, 2);
    long micros = usage.getAtIndex(JAVA_LONG, 1) + usage.getAtIndex(JAVA_LONG, 3);
    return Duration.ofSeconds(seconds).plusNanos(micros * 1000);
  }

  private static MemorySegment strings(Arena arena, List<String> texts) {
    MemorySegment array = arena.allocate(ValueLayout.ADDRESS, texts.size() + 1L);
    for (int i = 0; i < texts.size(); i++) {
      array.setAtIndex(ValueLayout.ADDRESS, i, arena.allocateFrom(texts.get(i)));
    }
    array.setAtIndex(ValueLayout.ADDRESS, texts.size(), MemorySegment.NULL);
    return array;
  }

  private static String text(int error) throws Throwable {
    MemorySegment text = (MemorySegment) STRERROR.invokeExact(error);
    return text.reinterpret(Long.MAX_VALUE).getString(0);
  }

  private static IOException unexpected(Throwable thrown) {
    return switch (thrown) {
      case IOException e -> e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw new IllegalStateException(thrown);
    };
  }
}
