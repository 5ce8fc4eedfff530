package io.jetpack.cli.healthcheck.status;

import io.jetpack.cli.healthcheck.service.JsonText;
import io.jetpack.healthcheck.CheckSettings;
import io.jetpack.healthcheck.SkippedFile;
import io.jetpack.healthcheck.service.CheckStatus;
import io.jetpack.healthcheck.service.ServicePlan;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import tools.jackson.core.JsonGenerator;

/** What the service would run, for machines. Fields are added, never renamed. */
final class InventoryJson {

  private InventoryJson() {}

  /** One JSON object, ended by a line feed. */
  static String of(Inventory inventory) {
    ServicePlan plan = inventory.plan();
    return JsonText.object(json -> {
      json.writeStringProperty("folder", absolute(inventory.folder()));
      json.writeBooleanProperty("strict_permissions", plan.strictPermissions());
      json.writeArrayPropertyStart("checks");
      inventory.checks().forEach(entry -> check(json, entry, plan));
      inventory.builtIns().forEach(builtIn -> builtIn(json, builtIn, plan));
      json.writeEndArray();
      json.writeArrayPropertyStart("skipped");
      inventory.skipped().forEach(file -> skipped(json, file));
      json.writeEndArray();
    });
  }

  private static void check(JsonGenerator json, Inventory.Entry entry, ServicePlan plan) {
    CheckSettings settings = entry.check().settings();
    json.writeStartObject();
    json.writeStringProperty("check", entry.check().name());
    json.writeStringProperty("path", absolute(entry.check().script()));
    json.writeStringProperty("runtime", entry.check().runtime());
    seconds(json, "interval_seconds", settings.interval().orElse(plan.interval()));
    json.writeBooleanProperty("interval_is_default", settings.interval().isEmpty());
    seconds(json, "timeout_seconds", settings.timeLimit());
    json.writeNumberProperty("confirm", settings.confirm());
    json.writeBooleanProperty("keep_daemons", settings.keepDaemons());
    json.writeArrayPropertyStart("mistakes");
    entry.check().mistakes().forEach(json::writeString);
    json.writeEndArray();
    if (entry.warning().isPresent()) {
      json.writeStringProperty("permission_warning", entry.warning().get());
    } else {
      json.writeNullProperty("permission_warning");
    }
    json.writeBooleanProperty("refused", plan.strictPermissions() && entry.warning().isPresent());
    json.writeEndObject();
  }

  private static void builtIn(JsonGenerator json, Inventory.Standing builtIn, ServicePlan plan) {
    json.writeStartObject();
    json.writeStringProperty("check", builtIn.name());
    json.writeNullProperty("path");
    json.writeStringProperty("runtime", CheckStatus.BUILT_IN);
    seconds(json, "interval_seconds", plan.builtInInterval());
    json.writeBooleanProperty("interval_is_default", true);
    json.writeNullProperty("timeout_seconds");
    json.writeNumberProperty("confirm", 1);
    json.writeBooleanProperty("keep_daemons", false);
    json.writeArrayPropertyStart("mistakes");
    json.writeEndArray();
    json.writeNullProperty("permission_warning");
    json.writeBooleanProperty("refused", false);
    json.writeEndObject();
  }

  private static void skipped(JsonGenerator json, SkippedFile file) {
    json.writeStartObject();
    json.writeStringProperty("path", absolute(file.path()));
    json.writeStringProperty("reason", file.reason());
    json.writeEndObject();
  }

  private static String absolute(Path path) {
    return path.toAbsolutePath().normalize().toString();
  }

  private static void seconds(JsonGenerator json, String name, Duration time) {
    json.writeNumberProperty(name, BigDecimal.valueOf(time.toMillis(), 3));
  }
}
