package io.jetpack.healthcheck.action;

import io.jetpack.healthcheck.service.event.HealthEvent;
import io.jetpack.healthcheck.service.state.PendingRequest;
import io.jetpack.healthcheck.service.termination.ActionFailedException;
import io.jetpack.healthcheck.service.termination.TerminationAction;
import io.jetpack.healthcheck.service.termination.TerminationActionProvider.Means;
import io.jetpack.runner.ScriptOutcome;
import io.jetpack.runner.ScriptRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Runs the operator's command line, for a request with {@code JETPACK_TERMINATION=requested} in its
 * environment, and for a withdrawal with {@code withdrawn}.
 */
final class CommandAction implements TerminationAction {

  private static final String RUNNER = "process";
  private static final Duration TIME_LIMIT = Duration.ofMinutes(2);

  /** A runner runs scripts: this one becomes the command that its arguments are, without a file. */
  private static final Path SHELL = Path.of("/bin/sh");

  private static final List<String> BECOME = List.of("-c", "exec \"$@\"", "sh");

  private static final Path DIRECTORY = Path.of("/");

  /** How a shell ends that finds no such program, or must not run it. */
  private static final Set<Integer> NOT_RUN = Set.of(126, 127);

  private final Means means;

  CommandAction(Means means) {
    this.means = means;
  }

  @Override
  public void requested(PendingRequest request) throws InterruptedException, ActionFailedException {
    run(request, "requested", request.reason());
  }

  @Override
  public void withdrawn(PendingRequest request, String why)
      throws InterruptedException, ActionFailedException {
    run(request, "withdrawn", why);
  }

  private void run(PendingRequest request, String what, String why)
      throws InterruptedException, ActionFailedException {
    String told = "termination %s for %s: %s".formatted(what, request.check(), why);
    publish(told, means.runners().run(RUNNER, request(request, what, why)));
  }

  private ScriptRequest request(PendingRequest request, String what, String why) {
    List<String> words = new ArrayList<>(BECOME);
    words.addAll(means.command());
    Map<String, String> environment = new HashMap<>(means.environment());
    environment.put("JETPACK_TERMINATION", what);
    environment.put("JETPACK_CHECK", request.check());
    environment.put("JETPACK_REASON", why);
    environment.put("JETPACK_ATTEMPT", Integer.toString(request.attempt()));
    environment.put("JETPACK_REQUESTED_AT", request.requestedAt().toString());
    return new ScriptRequest(
        SHELL,
        words,
        environment,
        DIRECTORY,
        TIME_LIMIT,
        ScriptRequest.DEFAULT_KILL_GRACE,
        ScriptRequest.DEFAULT_OUTPUT_LIMIT_BYTES,
        true);
  }

  private void publish(String told, ScriptOutcome outcome) throws ActionFailedException {
    String command = String.join(" ", means.command());
    switch (outcome) {
      case ScriptOutcome.Exited(int code, var ignored) when code == 0 ->
          means.events().publish(new HealthEvent.Note(told + "; '" + command + "' did its work"));
      case ScriptOutcome.Exited(int code, var record) when NOT_RUN.contains(code) ->
          throw new ActionFailedException(
              "'%s' could not be run (exit %d): %s"
                  .formatted(command, code, record.stderr().text().strip()));
      case ScriptOutcome.Exited(int code, var record) ->
          trouble(
              "%s; '%s' exited %d: %s"
                  .formatted(told, command, code, record.stderr().text().strip()));
      case ScriptOutcome.TimedOut(var limit, var ignored) ->
          trouble("%s; '%s' did not end within %s".formatted(told, command, limit));
      case ScriptOutcome.Signalled(int signal, var ignored) ->
          trouble("%s; '%s' was killed by signal %d".formatted(told, command, signal));
      case ScriptOutcome.OverMemory(String reason, var ignored) ->
          trouble("%s; '%s': %s".formatted(told, command, reason));
      case ScriptOutcome.RunnerFailed(String reason, var ignored) ->
          trouble("%s; '%s' failed: %s".formatted(told, command, reason));
      case ScriptOutcome.NotStarted(String reason) ->
          throw new ActionFailedException("'%s' could not start: %s".formatted(command, reason));
    }
  }

  private void trouble(String what) {
    means.events().publish(new HealthEvent.Trouble(what));
  }
}
