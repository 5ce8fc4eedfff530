package io.jetpack.cli.converge.chef;

import io.jetpack.runner.ScriptOutcome;

/** What an exit code of chef-client means, as was measured and read in its sources. */
sealed interface ChefEnding {

  /** It converged. */
  record Done() implements ChefEnding {}

  /** It converged, and the machine is to start anew. */
  record Reboot(String words) implements ChefEnding {}

  /** It did not. */
  record Failed(int code, String words) implements ChefEnding {}

  /** The meaning of an outcome. */
  static ChefEnding of(ScriptOutcome outcome) {
    return switch (outcome) {
      case ScriptOutcome.Exited(int code, var _) -> ofCode(code);
      case ScriptOutcome.Signalled(int signal, var _) ->
          new Failed(
              128 + signal,
              "it was killed by signal %d%s"
                  .formatted(signal, signal == 9 ? ", for instance because memory ran out" : ""));
      case ScriptOutcome.TimedOut(var limit, var _) ->
          new Failed(124, "it ran longer than " + limit);
      case ScriptOutcome.OverMemory(String reason, var _) -> new Failed(126, "it " + reason);
      case ScriptOutcome.RunnerFailed(String reason, var _) -> new Failed(126, reason);
      case ScriptOutcome.NotStarted(String reason) ->
          new Failed(126, "it could not start: " + reason);
    };
  }

  private static ChefEnding ofCode(int code) {
    return switch (code) {
      case 0 -> new Done();
      case 35 -> new Reboot("Chef has scheduled a reboot (exit code 35)");
      case 37 -> new Reboot("Chef needs a reboot to finish (exit code 37)");
      case 1 -> new Failed(code, "a resource, a recipe, a cookbook or the configuration failed");
      case 2 -> new Failed(code, "it was interrupted");
      case 41 -> new Failed(code, "the reboot that a recipe wants failed");
      case 42 -> new Failed(code, "an audit failed");
      case 43 -> new Failed(code, "its configuration is wrong");
      case 137 -> new Failed(code, "it was killed, for instance because memory ran out");
      case 143 -> new Failed(code, "it was ended by SIGTERM");
      case 172 ->
          new Failed(
              code,
              "its licence is not accepted; read it, then set CHEF_LICENSE=accept in the environment, or chef_license 'accept' in its configuration");
      case 173, 174 -> new Failed(code, "it asks for a licence, and has none that is valid");
      case 213 -> new Failed(code, "a recipe has upgraded Chef itself; converge again");
      default -> new Failed(code, "a recipe, or Chef itself, ended it with this code");
    };
  }
}
