package io.jetpack.cli.converge.clusterinit;

import io.jetpack.runner.ScriptRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The small shell that stands between the agent and a script. It alone turns a success into a
 * marker, by one rename, so that a success is known even when the agent was killed meanwhile; and
 * it leaves its number, so that the next converge finds a script that outlived its agent.
 *
 * @param started the marker as it will be, in a file beside
 * @param marker where it gets by success
 * @param number the file with the number of the shell's process and the cookie of its run, as long
 *     as it runs
 */
record Supervisor(Path started, Path marker, Path number) {

  private static final String SHELL = "/bin/sh";

  private static final String PROGRAM =
      """
      number=$1 started=$2 marker=$3
      shift 3
      echo "$$ $%s" >"$number"
      "$@"
      code=$?
      if [ "$code" -eq 0 ]; then
        command -p mv -f -- "$started" "$marker" || code=125
      fi
      command -p rm -f -- "$number"
      exit "$code"
      """
          .formatted(ScriptRequest.RUN_ID);

  /** The number, and since 0.1.0 the cookie. */
  private static final Pattern NUMBER = Pattern.compile("(\\d{1,9})(?: ([0-9a-f-]{36}))?");

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
    return noted()
        .flatMap(noted -> ProcessHandle.of(Long.parseLong(noted.group(1))).filter(this::isOurs));
  }

  /**
   * The cookie of the run whose shell was killed before its script had ended; to be asked only when
   * the shell is no more.
   */
  Optional<String> abandoned() {
    return noted().filter(_ -> Files.notExists(marker)).map(noted -> noted.group(2));
  }

  private Optional<Matcher> noted() {
    try {
      return Optional.of(NUMBER.matcher(Files.readString(number).strip())).filter(Matcher::matches);
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
