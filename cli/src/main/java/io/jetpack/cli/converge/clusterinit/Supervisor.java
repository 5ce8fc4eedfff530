package io.jetpack.cli.converge.clusterinit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The small shell that stands between the agent and a script. It alone turns a success into a
 * marker, by one rename, so that a success is known even when the agent was killed meanwhile; and
 * it leaves its number, so that the next converge finds a script that outlived its agent.
 *
 * @param started the marker as it will be, in a file beside
 * @param marker where it gets by success
 * @param number the file with the number of the shell's process, as long as it runs
 */
record Supervisor(Path started, Path marker, Path number) {

  private static final String SHELL = "/bin/sh";

  private static final String PROGRAM =
      """
      number=$1 started=$2 marker=$3
      shift 3
      echo "$$" >"$number"
      "$@"
      code=$?
      if [ "$code" -eq 0 ]; then
        command -p mv -f -- "$started" "$marker" || code=125
      fi
      command -p rm -f -- "$number"
      exit "$code"
      """;

  /** What the shell ends with when the script succeeded and the marker could not be written. */
  static final int NO_MARKER = 125;

  static Supervisor of(Path marker) {
    return new Supervisor(
        marker.resolveSibling(marker.getFileName() + ".started"),
        marker,
        marker.resolveSibling(marker.getFileName() + ".pid"));
  }

  /** Whether this system has a shell for it. */
  static boolean isPossible() {
    return Files.isExecutable(Path.of(SHELL));
  }

  /** The words before the script's own command line. */
  List<String> words() {
    return List.of(
        SHELL,
        "-c",
        PROGRAM,
        "cluster-init",
        number.toString(),
        started.toString(),
        marker.toString());
  }

  /**
   * The shell of a converge that was killed, if it still runs its script. A process that was given
   * the same number since does not have our file among its arguments.
   */
  Optional<ProcessHandle> leftOver() {
    try {
      String text = Files.readString(number).strip();
      return text.matches("\\d{1,9}")
          ? ProcessHandle.of(Long.parseLong(text)).filter(this::isOurs)
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private boolean isOurs(ProcessHandle process) {
    return process
        .info()
        .arguments()
        .filter(arguments -> Arrays.asList(arguments).contains(number.toString()))
        .isPresent();
  }
}
