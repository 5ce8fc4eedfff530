package io.jetpack.cli.healthcheck.service.state;

import io.jetpack.cli.healthcheck.service.crash.CrashReport;
import io.jetpack.cli.json.JsonObject;
import io.jetpack.healthcheck.hold.Hold;
import io.jetpack.healthcheck.hold.HoldReading;
import io.jetpack.healthcheck.service.state.CheckStatus;
import io.jetpack.healthcheck.service.state.LastRun;
import io.jetpack.healthcheck.service.state.PastRun;
import io.jetpack.healthcheck.service.state.PendingRequest;
import io.jetpack.healthcheck.service.state.ServiceState;
import io.jetpack.healthcheck.service.state.SettingsProblem;
import io.jetpack.healthcheck.service.state.Withdrawal;
import io.jetpack.runner.files.Mount;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The service's state for machines: what {@code run/status.json} holds and {@code healthcheck
 * status --json} prints. Fields are added, never renamed.
 */
public final class StateJson {

  private StateJson() {}

  /**
   * One JSON object, ended by a line feed.
   *
   * @param running whether the service runs
   * @param now by which results are stale
   */
  static String of(ServiceState state, boolean running, Instant now) {
    return JsonObject.text(json -> put(json, state, running, now));
  }

  /**
   * The same with what only its reader knows.
   *
   * @param crash of Java, if there was one
   */
  public static String of(
      ServiceState state, boolean running, Instant now, Optional<CrashReport> crash) {
    return JsonObject.text(json -> {
      put(json, state, running, now);
      crash.ifPresentOrElse(
          report -> json.putObject("crash", object -> crash(object, report)),
          () -> json.putNothing("crash"));
    });
  }

  private static void crash(JsonObject json, CrashReport report) {
    json.put("at", report.at());
    json.put("pid", report.process());
    json.put("command", report.command());
    json.put("reason", report.reason());
    json.put("file", report.file().toString());
  }

  private static void put(JsonObject json, ServiceState state, boolean running, Instant now) {
    json.putObject(
        "service",
        service -> {
          service.put("running", running);
          service.put("pid", state.pid());
          service.put("since", state.started());
          service.put("written", state.written());
        });
    json.put("state", state.label());
    hold(json, state.hold());
    json.putObject(
        "settings",
        settings -> {
          settings.put("readable", state.settings().isEmpty());
          settings.putObjects("problems", state.settings(), StateJson::problem);
        });
    Instant judgedAt = state.judgedAt(now);
    json.putObjects("checks", state.checks(), (check, status) -> check(check, status, judgedAt));
    json.putObjects("withdrawals", state.withdrawals(), StateJson::withdrawal);
    state
        .scriptsMount()
        .ifPresentOrElse(
            mount -> json.putObject("scripts_mount", object -> mount(object, mount)),
            () -> json.putNothing("scripts_mount"));
  }

  private static void mount(JsonObject json, Mount mount) {
    json.put("number", mount.number());
    json.put("place", mount.place());
    json.put("kind", mount.kind());
    json.put("root", mount.root());
  }

  private static void hold(JsonObject json, HoldReading reading) {
    switch (reading) {
      case HoldReading.Free() -> json.putNothing("hold");
      case HoldReading.Held(Hold hold) ->
          json.putObject(
              "hold",
              held -> {
                held.putTime("until", hold.until());
                held.put("forever", hold.forever());
                held.put("by", hold.by());
                held.put("reason", hold.reason());
                held.put("since", hold.since());
              });
      case HoldReading.Unreadable(String reason) ->
          json.putObject(
              "hold",
              held -> {
                held.putNothing("until");
                held.put("forever", true);
                held.putNothing("by");
                held.put("reason", "the hold can not be read: " + reason);
                held.putNothing("since");
              });
    }
  }

  private static void problem(JsonObject json, SettingsProblem problem) {
    json.put("source", problem.source());
    json.put("reason", problem.reason());
    json.put("since", problem.since());
    json.put("in_force", problem.inForce());
  }

  private static void check(JsonObject json, CheckStatus check, Instant now) {
    Optional<LastRun> last = check.last();
    json.put("check", check.name());
    json.putText("path", check.path());
    json.put("state", check.label());
    json.putText("kind", last.map(LastRun::kind));
    json.putNumber("exit_code", last.map(LastRun::exitCode).orElse(OptionalInt.empty()));
    json.putText("reason", last.flatMap(LastRun::reason));
    json.put("runtime", check.runtime());
    json.putSeconds("duration_seconds", last.map(LastRun::duration));
    json.putSeconds("cpu_seconds", last.flatMap(LastRun::cpuTime));
    json.put("interval_seconds", check.interval());
    json.putTime("since", last.map(LastRun::since));
    json.putTime("last_run", last.map(LastRun::at));
    json.putTime("next_run", check.nextRun());
    json.put("consecutive", last.map(LastRun::consecutive).orElse(0L));
    json.put("missed_ticks", check.missedTicks());
    json.put("stale", check.isStale(now));
    check
        .request()
        .ifPresentOrElse(
            pending -> json.putObject("request", request -> request(request, pending)),
            () -> json.putNothing("request"));
    json.putText("request_waits", check.waits());
    json.putObjects("history", check.history(), StateJson::past);
  }

  private static void request(JsonObject json, PendingRequest request) {
    json.put("reason", request.reason());
    json.put("requested_at", request.requestedAt());
    json.put("attempt", request.attempt());
  }

  private static void withdrawal(JsonObject json, Withdrawal withdrawal) {
    json.put("check", withdrawal.request().check());
    request(json, withdrawal.request());
    json.put("why", withdrawal.why());
  }

  private static void past(JsonObject json, PastRun run) {
    json.put("at", run.at());
    json.put("state", run.state().label());
    json.put("kind", run.kind());
    json.put("duration_seconds", run.duration());
  }
}
