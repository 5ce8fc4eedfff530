package io.jetpack.cli.converge.clusterinit;

import io.jetpack.cli.converge.plan.Spec;
import io.jetpack.cli.node.files.DurableFiles;
import io.jetpack.runner.ScriptOutcome;
import io.jetpack.runner.ScriptRequest;
import io.jetpack.runner.ScriptRunners;
import io.jetpack.runner.StrayProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/**
 * Runs a script as a process, all of its output in one file.
 *
 * @param environment the agent's
 * @param timeLimit of each script
 */
public record ScriptRun(
    ScriptPlaces places,
    ScriptRunners runners,
    Map<String, String> environment,
    Duration timeLimit,
    InstantSource clock) {

  /** More than anybody waits. */
  public static final Duration WITHOUT_LIMIT = Duration.ofDays(36_500);

  private static final String RUNNER = "process";

  /** Package managers want a moment to leave their database whole. */
  private static final Duration KILL_GRACE = Duration.ofSeconds(3);

  public ScriptRun {
    environment = Map.copyOf(environment);
  }

  /** How a run went. */
  record Result(Ending ending, Duration time) {}

  /** Runs a test. */
  Result test(Spec spec, String script) throws IOException, InterruptedException {
    return result(runners.run(RUNNER, request(spec, ScriptKind.TESTS, script)));
  }

  /**
   * Runs a script, and sees to its marker when it succeeds. An older marker is taken away before,
   * so that there is never one whose script has failed since.
   */
  Result once(Spec spec, String script) throws IOException, InterruptedException {
    ScriptRequest request = request(spec, ScriptKind.SCRIPTS, script);
    Path marker = places.marker(spec, script);
    Supervisor supervisor = Supervisor.of(marker);
    Files.createDirectories(marker.resolveSibling("."));
    Files.deleteIfExists(marker);
    Files.deleteIfExists(supervisor.number());
    Files.deleteIfExists(supervisor.started());
    DurableFiles.writeNew(
        supervisor.started(), Marker.text(Marker.sha256(request.script()), clock.instant()));
    boolean supervised = Supervisor.isPossible();
    ScriptOutcome outcome =
        runners.run(RUNNER, supervised ? request.withPrefix(supervisor.words()) : request);
    Result result = result(outcome);
    if (supervised && outcome instanceof ScriptOutcome.Signalled(int signal, var _)) {
      // the script itself may still run, and its success would be known to nobody
      int ended = endOrphans(supervisor).size();
      result = new Result(Ending.ofKilledShell(signal, ended), result.time());
    }
    if (result.ending().isSuccess() && !supervised) {
      Files.move(supervisor.started(), marker, StandardCopyOption.ATOMIC_MOVE);
    }
    Files.deleteIfExists(supervisor.number());
    if (result.ending().isSuccess()) {
      DurableFiles.sync(marker.resolveSibling("."));
    } else {
      Files.deleteIfExists(supervisor.started());
    }
    if (result.ending().code() == Supervisor.NO_MARKER && supervised && Files.notExists(marker)) {
      return new Result(
          new Ending(
              Supervisor.NO_MARKER,
              "return code: %d, which may also mean that '%s' could not be written"
                  .formatted(Supervisor.NO_MARKER, marker)),
          result.time());
    }
    return result;
  }

  private static Result result(ScriptOutcome outcome) {
    return new Result(Ending.of(outcome), outcome.record().wallTime());
  }

  private ScriptRequest request(Spec spec, ScriptKind kind, String script) throws IOException {
    Path folder = places.folder(spec, kind);
    Trust.requireScript(folder.resolve(script));
    Path output = places.output(spec, kind, script);
    Files.createDirectories(output.resolveSibling("."));
    Files.deleteIfExists(output);
    DurableFiles.writeNew(output, new byte[0]);
    return new ScriptRequest(
        folder.resolve(script),
        List.of(),
        places.environment(spec, environment),
        folder,
        timeLimit,
        KILL_GRACE,
        0,
        true,
        Optional.of(output),
        List.of());
  }

  /** Ends what is left of a script whose shell was killed, and says what that was. */
  List<StrayProcess> endOrphans(Supervisor supervisor) {
    return supervisor
        .abandoned()
        .map(run -> runners.endAbandoned(RUNNER, run, KILL_GRACE))
        .orElse(List.of());
  }

  /** Waits for a script that outlived its agent; an interrupt ends it. */
  void await(Supervisor supervisor) throws InterruptedException {
    ProcessHandle shell = supervisor.leftOver().orElse(null);
    if (shell == null) {
      return;
    }
    try {
      ProcessHandle ignored = shell.onExit().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      shell.descendants().forEach(ProcessHandle::destroy);
      boolean ignored = shell.destroy();
      throw e;
    }
  }
}
