package io.jetpack.runner;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One run of one script.
 *
 * @param script the script's file
 * @param arguments what the script sees after its own name, passed on exactly
 * @param environment the whole environment of the script, passed on exactly; the runner adds one
 *     variable, {@value #RUN_ID}, by which it finds what the script started
 * @param workingDirectory an existing directory
 * @param timeLimit after this the run is ended, more than zero
 * @param killGrace the time between SIGTERM and SIGKILL, zero or more
 * @param outputLimitBytes how many bytes of stdout, and as many of stderr, are kept
 * @param keepDaemons whether processes that outlive a script which ended by itself stay alive;
 *     after a time-out or a cancel they never do
 * @param outputFile an existing file to whose end a process writes all that it says, stdout and
 *     stderr in the order in which they come; nothing is captured then. Only for processes
 * @param prefix words before the command line that runs the script, such as {@code nice -n 5}; the
 *     first one is a program. Only for processes
 */
public record ScriptRequest(
    Path script,
    List<String> arguments,
    Map<String, String> environment,
    Path workingDirectory,
    Duration timeLimit,
    Duration killGrace,
    int outputLimitBytes,
    boolean keepDaemons,
    Optional<Path> outputFile,
    List<String> prefix) {

  /** The variable that marks every process of a run. */
  public static final String RUN_ID = "JETPACK_RUN_ID";

  public static final Duration DEFAULT_TIME_LIMIT = Duration.ofMinutes(2);
  public static final Duration DEFAULT_KILL_GRACE = Duration.ofMillis(500);
  public static final int DEFAULT_OUTPUT_LIMIT_BYTES = 64 * 1024;

  public ScriptRequest {
    arguments = List.copyOf(arguments);
    environment = Map.copyOf(environment);
    prefix = List.copyOf(prefix);
    if (!timeLimit.isPositive()) {
      throw new IllegalArgumentException("timeLimit must be more than zero, not " + timeLimit);
    }
    if (killGrace.isNegative()) {
      throw new IllegalArgumentException("killGrace must not be negative, not " + killGrace);
    }
    if (outputLimitBytes < 0) {
      throw new IllegalArgumentException(
          "outputLimitBytes must not be negative, not " + outputLimitBytes);
    }
  }

  /** A run whose output is captured. */
  public ScriptRequest(
      Path script,
      List<String> arguments,
      Map<String, String> environment,
      Path workingDirectory,
      Duration timeLimit,
      Duration killGrace,
      int outputLimitBytes,
      boolean keepDaemons) {
    this(
        script,
        arguments,
        environment,
        workingDirectory,
        timeLimit,
        killGrace,
        outputLimitBytes,
        keepDaemons,
        Optional.empty(),
        List.of());
  }

  /** A run without arguments, with the agent's environment and all limits at their defaults. */
  public static ScriptRequest of(Path script, Path workingDirectory) {
    return new ScriptRequest(
        script,
        List.of(),
        System.getenv(),
        workingDirectory,
        DEFAULT_TIME_LIMIT,
        DEFAULT_KILL_GRACE,
        DEFAULT_OUTPUT_LIMIT_BYTES,
        false,
        Optional.empty(),
        List.of());
  }

  public ScriptRequest withArguments(List<String> changed) {
    return with(draft -> draft.arguments = changed);
  }

  public ScriptRequest withEnvironment(Map<String, String> changed) {
    return with(draft -> draft.environment = changed);
  }

  public ScriptRequest withTimeLimit(Duration changed) {
    return with(draft -> draft.timeLimit = changed);
  }

  public ScriptRequest withKillGrace(Duration changed) {
    return with(draft -> draft.killGrace = changed);
  }

  public ScriptRequest withOutputLimitBytes(int changed) {
    return with(draft -> draft.outputLimitBytes = changed);
  }

  public ScriptRequest withKeepDaemons(boolean changed) {
    return with(draft -> draft.keepDaemons = changed);
  }

  public ScriptRequest withOutputFile(Path changed) {
    return with(draft -> draft.outputFile = Optional.of(changed));
  }

  public ScriptRequest withPrefix(List<String> changed) {
    return with(draft -> draft.prefix = changed);
  }

  private ScriptRequest with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return new ScriptRequest(
        script,
        draft.arguments,
        draft.environment,
        workingDirectory,
        draft.timeLimit,
        draft.killGrace,
        draft.outputLimitBytes,
        draft.keepDaemons,
        draft.outputFile,
        draft.prefix);
  }

  /** All that can be changed of a request. */
  private static final class Draft {

    private List<String> arguments;
    private Map<String, String> environment;
    private Duration timeLimit;
    private Duration killGrace;
    private int outputLimitBytes;
    private boolean keepDaemons;
    private Optional<Path> outputFile;
    private List<String> prefix;

    Draft(ScriptRequest request) {
      this.arguments = request.arguments;
      this.environment = request.environment;
      this.timeLimit = request.timeLimit;
      this.killGrace = request.killGrace;
      this.outputLimitBytes = request.outputLimitBytes;
      this.keepDaemons = request.keepDaemons;
      this.outputFile = request.outputFile;
      this.prefix = request.prefix;
    }
  }
}
