package io.jetpack.healthcheck.action;

import io.jetpack.healthcheck.service.HealthEvent;
import io.jetpack.healthcheck.service.PendingRequest;
import io.jetpack.healthcheck.service.TerminationAction;
import io.jetpack.healthcheck.service.TerminationActionProvider.Means;
import io.jetpack.runner.ScriptOutcome;
import io.jetpack.runner.ScriptRequest;
import io.jetpack.text.IoReason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Runs the operator's command line, for a request with {@code JETPACK_TERMINATION=requested} in its
 * environment, and for a withdrawal with {@code withdrawn}.
 */
final class CommandAction implements TerminationAction {

  private static final String RUNNER = "process";
  private static final Duration TIME_LIMIT = Duration.ofMinutes(2);

  /** A runner runs scripts: this one becomes the command that its arguments are. */
  private static final String SCRIPT = "#!/bin/sh\nexec \"$@\"\n";

  private final Means means;

  CommandAction(Means means) {
    this.means = means;
  }

  @Override
  public void requested(PendingRequest request) throws InterruptedException {
    run(request, "requested", request.reason());
  }

  @Override
  public void withdrawn(PendingRequest request, String why) throws InterruptedException {
    run(request, "withdrawn", why);
  }

  private void run(PendingRequest request, String what, String why) throws InterruptedException {
    String told = "termination %s for %s: %s".formatted(what, request.check(), why);
    try {
      Path folder = Files.createTempDirectory("jetpack-termination-");
      Path script = folder.resolve("command.sh");
      try {
        Files.write(script, SCRIPT.getBytes(StandardCharsets.US_ASCII));
        publish(told, means.runners().run(RUNNER, request(script, folder, request, what, why)));
      } finally {
        Files.deleteIfExists(script);
        Files.deleteIfExists(folder);
      }
    } catch (IOException e) {
      trouble(told + "; the command could not be run: " + IoReason.withFile(e));
    }
  }

  private ScriptRequest request(
      Path script, Path folder, PendingRequest request, String what, String why) {
    Map<String, String> environment = new HashMap<>(means.environment());
    environment.put("JETPACK_TERMINATION", what);
    environment.put("JETPACK_CHECK", request.check());
    environment.put("JETPACK_REASON", why);
    environment.put("JETPACK_ATTEMPT", Integer.toString(request.attempt()));
    environment.put("JETPACK_REQUESTED_AT", request.requestedAt().toString());
    return new ScriptRequest(
        script,
        means.command(),
        environment,
        folder,
        TIME_LIMIT,
        ScriptRequest.DEFAULT_KILL_GRACE,
        ScriptRequest.DEFAULT_OUTPUT_LIMIT_BYTES,
        true);
  }

  private void publish(String told, ScriptOutcome outcome) {
    String command = String.join(" ", means.command());
    switch (outcome) {
      case ScriptOutcome.Exited(int code, var ignored) when code == 0 ->
          means.events().publish(new HealthEvent.Note(told + "; '" + command + "' did its work"));
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
          trouble("%s; '%s' could not start: %s".formatted(told, command, reason));
    }
  }

  private void trouble(String what) {
    means.events().publish(new HealthEvent.Trouble(what));
  }
}
