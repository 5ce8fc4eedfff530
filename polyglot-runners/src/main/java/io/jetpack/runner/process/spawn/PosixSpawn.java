package io.jetpack.runner.process.spawn;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import io.jetpack.runner.libc.CFunction;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.List;

/**
 * One call of {@code posix_spawn}: a process in a session of its own, with default signal
 * dispositions, an empty signal mask and no open descriptor but the three.
 */
final class PosixSpawn {

  private static final int O_RDONLY = 0;
  private static final int O_WRONLY = 1;
  private static final int O_APPEND = 0x400;
  private static final int SETSIGDEF = 0x04;
  private static final int SETSIGMASK = 0x08;
  private static final int SETSID = 0x80;

  /** Larger than each opaque structure of glibc and musl: 80, 128 and 336 bytes. */
  private static final long OPAQUE_BYTES = 512;

  private static final Path NOTHING = Path.of("/dev/null");

  private final SpawnWay way;
  private final Arena arena;
  private final MemorySegment actions;
  private final MemorySegment attributes;
  private int error;

  private PosixSpawn(SpawnWay way, Arena arena) {
    this.way = way;
    this.arena = arena;
    this.actions = arena.allocate(OPAQUE_BYTES, 16);
    this.attributes = arena.allocate(OPAQUE_BYTES, 16);
  }

  /**
   * What is started.
   *
   * @param program the program's path, with a slash
   * @param stdin the descriptor that becomes stdin, or -1 for {@code /dev/null}
   * @param stdout the descriptor that becomes stdout
   * @param stderr the descriptor that becomes stderr
   * @param files opened in the place of a descriptor
   */
  record Plan(
      String program,
      List<String> command,
      List<String> environment,
      Path directory,
      int stdin,
      int stdout,
      int stderr,
      ProcessLauncher.Files files) {}

  /**
   * Starts a process. By {@link SpawnWay#FROM_OWN_DIRECTORY} the calling thread is in another
   * directory afterwards ({@link OwnDirectory}).
   *
   * @return the process's number, or that of the kernel's error, negated
   */
  static int spawn(Plan plan, SpawnWay way) {
    try (Arena arena = Arena.ofConfined()) {
      return new PosixSpawn(way, arena).spawn(plan);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private int spawn(Plan plan) throws Throwable {
    check((int) CFunction.POSIX_SPAWN_FILE_ACTIONS_INIT.handle().invokeExact(actions));
    check((int) CFunction.POSIX_SPAWNATTR_INIT.handle().invokeExact(attributes));
    try {
      setAttributes();
      // what may hang comes last, when the child holds nothing that others wait for
      connect(plan);
      closeOthers();
      openFiles(plan);
      if (error == 0) {
        enter(plan.directory().toString());
      }
      return error == 0 ? start(plan) : -error;
    } finally {
      destroy(CFunction.POSIX_SPAWN_FILE_ACTIONS_DESTROY, actions);
      destroy(CFunction.POSIX_SPAWNATTR_DESTROY, attributes);
    }
  }

  /** Keeps the first error. */
  private void check(int result) {
    error = error == 0 ? result : error;
  }

  private void setAttributes() throws Throwable {
    // sigfillset leaves two out that the C library keeps for itself, and the child would ignore
    MemorySegment allSignals = arena.allocate(OPAQUE_BYTES, 16).fill((byte) 0xFF);
    check(
        (int) CFunction.POSIX_SPAWNATTR_SETSIGDEFAULT.handle().invokeExact(attributes, allSignals));
    // the mask stays as posix_spawnattr_init made it: empty
    check(
        (int)
            CFunction.POSIX_SPAWNATTR_SETFLAGS
                .handle()
                .invokeExact(attributes, (short) (SETSIGDEF | SETSIGMASK | SETSID)));
  }

  private void connect(Plan plan) throws Throwable {
    duplicate(plan.stdin(), 0);
    duplicate(plan.stdout(), 1);
    duplicate(plan.stderr(), 2);
  }

  private void duplicate(int from, int to) throws Throwable {
    if (from >= 0) {
      check(
          (int) CFunction.POSIX_SPAWN_FILE_ACTIONS_ADDDUP2.handle().invokeExact(actions, from, to));
    }
  }

  private void closeOthers() throws Throwable {
    switch (way) {
      case CLOSING_FROM ->
          check(
              (int)
                  CFunction.POSIX_SPAWN_FILE_ACTIONS_ADDCLOSEFROM_NP
                      .handle()
                      .invokeExact(actions, Descriptors.FIRST));
      case CLOSING_EACH, FROM_OWN_DIRECTORY -> {
        int last = Descriptors.highestToClose();
        check(Math.max(-last, 0));
        for (int descriptor = Descriptors.FIRST; descriptor <= last; descriptor++) {
          check(
              (int)
                  CFunction.POSIX_SPAWN_FILE_ACTIONS_ADDCLOSE
                      .handle()
                      .invokeExact(actions, descriptor));
        }
      }
      case BY_JAVA -> throw new IllegalArgumentException("not by the C library");
    }
  }

  private void openFiles(Plan plan) throws Throwable {
    ProcessLauncher.Files files = plan.files();
    if (plan.stdin() < 0 || files.stdin().isPresent()) {
      open(0, files.stdin().orElse(NOTHING), O_RDONLY);
    }
    if (files.stdout().isPresent()) {
      open(1, files.stdout().get(), O_WRONLY | O_APPEND);
    }
    if (files.stderr().isPresent()) {
      open(2, files.stderr().get(), O_WRONLY | O_APPEND);
    }
  }

  private void open(int descriptor, Path path, int flags) throws Throwable {
    // absolute, because the thread may be elsewhere than the program
    MemorySegment name = arena.allocateFrom(path.toAbsolutePath().toString());
    check(
        (int)
            CFunction.POSIX_SPAWN_FILE_ACTIONS_ADDOPEN
                .handle()
                .invokeExact(actions, descriptor, name, flags, 0));
  }

  private void enter(String directory) throws Throwable {
    check(
        way == SpawnWay.FROM_OWN_DIRECTORY
            ? OwnDirectory.enter(directory)
            : (int)
                CFunction.POSIX_SPAWN_FILE_ACTIONS_ADDCHDIR_NP
                    .handle()
                    .invokeExact(actions, arena.allocateFrom(directory)));
  }

  private int start(Plan plan) throws Throwable {
    MemorySegment pid = arena.allocate(JAVA_INT);
    MemorySegment program = arena.allocateFrom(plan.program());
    MemorySegment command = strings(plan.command());
    MemorySegment environment = strings(plan.environment());
    MethodHandle spawn = CFunction.POSIX_SPAWN.handle();
    check((int) spawn.invokeExact(pid, program, actions, attributes, command, environment));
    return error == 0 ? pid.get(JAVA_INT, 0) : -error;
  }

  private MemorySegment strings(List<String> texts) {
    MemorySegment array = arena.allocate(ADDRESS, texts.size() + 1L);
    for (int i = 0; i < texts.size(); i++) {
      array.setAtIndex(ADDRESS, i, arena.allocateFrom(texts.get(i)));
    }
    array.setAtIndex(ADDRESS, texts.size(), MemorySegment.NULL);
    return array;
  }

  private static void destroy(CFunction destructor, MemorySegment structure) throws Throwable {
    int ignored = (int) destructor.handle().invokeExact(structure);
  }

  static IOException unexpected(Throwable thrown) {
    return switch (thrown) {
      case IOException e -> e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw new IllegalStateException(thrown);
    };
  }
}
