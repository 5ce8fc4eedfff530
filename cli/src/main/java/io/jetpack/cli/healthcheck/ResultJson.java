package io.jetpack.cli.healthcheck;

import io.jetpack.cli.json.JsonObject;
import io.jetpack.healthcheck.CheckResult;
import io.jetpack.healthcheck.SkippedFile;

/** Results for machines. Fields are added, never renamed. */
final class ResultJson {

  private ResultJson() {}

  /** One JSON object, ended by a line feed. */
  static String of(RunReport report) {
    return JsonObject.text(json -> {
      json.put("state", report.state().label());
      json.putObjects("checks", report.results(), (check, result) -> result(check, result, report));
      json.putObjects("skipped", report.skipped(), ResultJson::skipped);
    });
  }

  private static void result(JsonObject json, CheckResult result, RunReport report) {
    json.put("check", result.check().name());
    json.put("path", result.check().script());
    json.put("state", result.state().label());
    json.put("kind", result.ending().label());
    json.putNumber("exit_code", result.exitCode());
    json.putText("reason", result.reason());
    json.put("runtime", result.check().runtime());
    json.put("duration_seconds", result.record().wallTime());
    json.putSeconds("cpu_seconds", result.record().cpuTime());
    json.put("stdout", result.record().stdout().text());
    json.put("stderr", result.record().stderr().text());
    json.putText("service_waits_for", report.waitsFor(result));
  }

  private static void skipped(JsonObject json, SkippedFile file) {
    json.put("path", file.path());
    json.put("reason", file.reason());
  }
}
