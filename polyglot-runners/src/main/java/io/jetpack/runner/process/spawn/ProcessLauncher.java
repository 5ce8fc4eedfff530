package io.jetpack.runner.process.spawn;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Starts processes with stdout and stderr as pipes. Safe for use by many threads. */
public interface ProcessLauncher {

  /**
   * What to start.
   *
   * @param command the program, found on the PATH of {@code environment} when it has no slash, and
   *     its arguments
   * @param environment its whole environment
   * @param directory its working directory
   * @param inputPipe true for a pipe as stdin, false for an empty stdin
   * @param mergeErrors whether stderr goes where stdout goes
   * @param files what is read and written instead of pipes
   */
  record Launch(
      List<String> command,
      Map<String, String> environment,
      Path directory,
      boolean inputPipe,
      boolean mergeErrors,
      Files files) {

    /** With pipes only. */
    public Launch(
        List<String> command,
        Map<String, String> environment,
        Path directory,
        boolean inputPipe,
        boolean mergeErrors) {
      this(command, environment, directory, inputPipe, mergeErrors, Files.NONE);
    }
  }

  /**
   * Files, opened by the child itself, for the streams that shall be no pipes.
   *
   * @param stdin read from its start
   * @param stdout written at its end
   * @param stderr written at its end
   */
  record Files(Optional<Path> stdin, Optional<Path> stdout, Optional<Path> stderr) {

    public static final Files NONE =
        new Files(Optional.empty(), Optional.empty(), Optional.empty());
  }

  /**
   * Starts a program.
   *
   * @throws IOException when it could not be started, with a message for people
   */
  LaunchedProcess launch(Launch launch) throws IOException;

  /**
   * How processes are started on this machine and, where there is a better way, why not so: one
   * line for people, which follows "processes are started".
   */
  static String wayOfThisMachine() {
    return Launching.ofThisMachine().words();
  }

  /** The best launcher of this machine. */
  static ProcessLauncher ofThisMachine() {
    SpawnWay way = Launching.ofThisMachine().way();
    return way == SpawnWay.BY_JAVA ? new JavaLauncher() : new PosixSpawnLauncher(way);
  }
}
