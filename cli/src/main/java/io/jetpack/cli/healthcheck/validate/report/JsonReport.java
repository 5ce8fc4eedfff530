package io.jetpack.cli.healthcheck.validate.report;

import io.jetpack.cli.healthcheck.validate.rule.Finding;
import io.jetpack.cli.healthcheck.validate.rule.Severity;
import io.jetpack.cli.healthcheck.validate.rule.Validation;
import io.jetpack.cli.healthcheck.validate.rule.Validation.Looked;
import io.jetpack.cli.healthcheck.validate.rule.Validation.Trial;
import io.jetpack.cli.json.JsonObject;
import io.jetpack.healthcheck.SkippedFile;

/** Findings for machines. Fields are added, never renamed; the page of the rules describes them. */
public final class JsonReport {

  private JsonReport() {}

  /** One JSON object, ended by a line feed. */
  public static String of(Validation found) {
    return JsonObject.text(json -> {
      json.put("errors", found.count(Severity.ERROR));
      json.put("warnings", found.count(Severity.WARNING));
      json.put("duration_seconds", found.elapsed());
      json.putObjects("files", found.files(), JsonReport::file);
      json.putObjects("skipped", found.skipped(), JsonReport::skipped);
      json.putTexts("notes", found.notes());
    });
  }

  private static void file(JsonObject json, Looked file) {
    json.put("path", file.file());
    json.put("runtime", file.runtime());
    json.putObjects("findings", file.findings(), JsonReport::finding);
    json.putObjects("runs", file.trials(), JsonReport::trial);
  }

  private static void finding(JsonObject json, Finding finding) {
    json.put("rule", finding.rule());
    json.put("severity", finding.severity().toString());
    json.put("line", finding.line());
    json.put("column", finding.column());
    json.put("message", finding.message());
    json.put("why", finding.why());
    json.put("mend", finding.mend());
  }

  private static void trial(JsonObject json, Trial trial) {
    json.put("state", trial.state());
    json.putText("reason", trial.reason());
    json.put("duration_seconds", trial.wallTime());
    json.putSeconds("cpu_seconds", trial.cpuTime());
    if (trial.peakMemoryBytes().isPresent()) {
      json.put("peak_memory_bytes", trial.peakMemoryBytes().getAsLong());
    } else {
      json.putNothing("peak_memory_bytes");
    }
    json.put("stdout", trial.stdout());
    json.put("stderr", trial.stderr());
  }

  private static void skipped(JsonObject json, SkippedFile file) {
    json.put("path", file.path());
    json.put("reason", file.reason());
  }
}
