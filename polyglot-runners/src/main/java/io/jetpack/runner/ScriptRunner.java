package io.jetpack.runner;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Runs scripts of one kind. Safe for use by many threads at once; the runs do not see each other.
 */
public interface ScriptRunner extends AutoCloseable {

  /**
   * Runs a script to its end, or to its time limit.
   *
   * <p>A script that has used up its {@link ScriptRequest#timeLimit()} is ended, and this returns
   * at most one second later. The time that the runner needs to get ready is not the script's.
   * Whatever the script does wrong is a value of {@link ScriptOutcome}, never an exception. When
   * this returns, nothing that the script started is alive, except daemons that the request asks to
   * keep.
   *
   * @throws InterruptedException when the calling thread is interrupted: the run is cancelled, and
   *     nothing of it is left alive when this is thrown
   */
  ScriptOutcome run(ScriptRequest request) throws InterruptedException;

  /**
   * Begins to get ready for a first run, for those who know that there is going to be one. Does not
   * wait; what goes wrong is told by the run.
   */
  default void prepare() {}

  /**
   * Looks into scripts without running them, for those who judge scripts before a node runs them.
   *
   * @return one inspection a script, in their order; empty for a script whose language the runner
   *     does not understand, or that can not be read
   * @throws InterruptedException when the calling thread is interrupted
   */
  default List<Optional<Inspection>> inspect(List<Path> scripts) throws InterruptedException {
    return scripts.stream().map(script -> Optional.<Inspection>empty()).toList();
  }

  /**
   * Ends what is left of a run whose first process was killed, also of one that an earlier program
   * has begun: SIGTERM, and SIGKILL to what is still there after the grace.
   *
   * @param runId the value of {@link ScriptRequest#RUN_ID} in that run
   * @return what was found
   */
  default List<StrayProcess> endAbandoned(String runId, Duration grace) {
    return List.of();
  }

  /** How many interpreters the runner keeps ready for the next runs. */
  default int warmInterpreters() {
    return 0;
  }

  /** Gives back what the runner holds. Runs that are under way are cancelled. */
  @Override
  void close();
}
