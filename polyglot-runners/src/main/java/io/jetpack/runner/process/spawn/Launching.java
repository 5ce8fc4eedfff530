package io.jetpack.runner.process.spawn;

import static io.jetpack.runner.libc.CFunction.POSIX_SPAWN;
import static io.jetpack.runner.libc.CFunction.POSIX_SPAWN_FILE_ACTIONS_ADDCHDIR_NP;
import static io.jetpack.runner.libc.CFunction.POSIX_SPAWN_FILE_ACTIONS_ADDCLOSEFROM_NP;

import io.jetpack.runner.libc.CFunction;
import io.jetpack.runner.libc.CLibrary;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How processes are started on this machine, and why so.
 *
 * @param why the reason, for people; empty for the best way
 */
public record Launching(SpawnWay way, String why) {

  /** Decided when it is first needed, and for good. */
  public static Launching ofThisMachine() {
    return Decision.OF_THIS_MACHINE;
  }

  /** The way and the reason for it, on one line. */
  public String words() {
    return why.isEmpty() ? way.words() : "%s (%s)".formatted(way.words(), why);
  }

  /** Looks at the C library and the kernel, anew. */
  static Launching decide() {
    if (!System.getProperty("os.name", "").equals("Linux")) {
      return new Launching(SpawnWay.BY_JAVA, "this is not Linux");
    }
    if (!Descriptors.canBeListed()) {
      return new Launching(SpawnWay.BY_JAVA, "/proc is missing");
    }
    String lacks = lacking(POSIX_SPAWN);
    if (!lacks.isEmpty()) {
      return new Launching(SpawnWay.BY_JAVA, lacks);
    }
    lacks = lacking(POSIX_SPAWN_FILE_ACTIONS_ADDCLOSEFROM_NP, POSIX_SPAWN_FILE_ACTIONS_ADDCHDIR_NP);
    if (lacks.isEmpty()) {
      return new Launching(SpawnWay.CLOSING_FROM, "");
    }
    if (POSIX_SPAWN_FILE_ACTIONS_ADDCHDIR_NP.isPresent()) {
      return new Launching(SpawnWay.CLOSING_EACH, lacks);
    }
    int refused = OwnDirectory.tried();
    return refused == 0
        ? new Launching(SpawnWay.FROM_OWN_DIRECTORY, lacks)
        : new Launching(
            SpawnWay.BY_JAVA, lacks + ", unshare is refused: " + CLibrary.errorText(refused));
  }

  private static String lacking(CFunction... functions) {
    String names =
        Stream.of(functions)
            .filter(function -> !function.isPresent())
            .map(CFunction::symbol)
            .collect(Collectors.joining(", no "));
    return names.isEmpty() ? "" : "the C library has no " + names;
  }

  /** What is decided. */
  private static final class Decision {
    static final Launching OF_THIS_MACHINE = decide();
  }
}
