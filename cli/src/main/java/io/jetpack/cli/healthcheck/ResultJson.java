package io.jetpack.cli.healthcheck;

import io.jetpack.cli.healthcheck.service.JsonText;
import io.jetpack.healthcheck.CheckResult;
import io.jetpack.healthcheck.SkippedFile;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Results for machines. Fields are added, never renamed. */
final class ResultJson {

  private ResultJson() {}

  /** One JSON object, ended by a line feed. */
  static String of(RunReport report) {
    return JsonText.object(json -> {
      json.writeStringProperty("state", report.state().label());
      json.writeArrayPropertyStart("checks");
      report.results().forEach(result -> write(json, result));
      json.writeEndArray();
      json.writeArrayPropertyStart("skipped");
      report.skipped().forEach(file -> write(json, file));
      json.writeEndArray();
    });
  }

  private static void write(JsonGenerator json, CheckResult result) {
    json.writeStartObject();
    json.writeStringProperty("check", result.check().name());
    json.writeStringProperty("path", absolute(result.check().script()));
    json.writeStringProperty("state", result.state().label());
    json.writeStringProperty("kind", result.ending().label());
    if (result.exitCode().isPresent()) {
      json.writeNumberProperty("exit_code", result.exitCode().getAsInt());
    } else {
      json.writeNullProperty("exit_code");
    }
    write(json, "reason", result.reason().orElse(null));
    json.writeStringProperty("runtime", result.check().runtime());
    json.writeNumberProperty("duration_seconds", seconds(result.record().wallTime()));
    if (result.record().cpuTime().isPresent()) {
      json.writeNumberProperty("cpu_seconds", seconds(result.record().cpuTime().get()));
    } else {
      json.writeNullProperty("cpu_seconds");
    }
    json.writeStringProperty("stdout", result.record().stdout().text());
    json.writeStringProperty("stderr", result.record().stderr().text());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, SkippedFile file) {
    json.writeStartObject();
    json.writeStringProperty("path", absolute(file.path()));
    json.writeStringProperty("reason", file.reason());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, String name, @Nullable String value) {
    if (value == null) {
      json.writeNullProperty(name);
    } else {
      json.writeStringProperty(name, value);
    }
  }

  private static String absolute(Path path) {
    return path.toAbsolutePath().normalize().toString();
  }

  private static BigDecimal seconds(Duration time) {
    return BigDecimal.valueOf(TimeUnit.NANOSECONDS.toMicros(time.toNanos()), 6);
  }
}
