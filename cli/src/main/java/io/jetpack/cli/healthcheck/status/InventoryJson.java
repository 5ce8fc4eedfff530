package io.jetpack.cli.healthcheck.status;

import io.jetpack.cli.json.JsonObject;
import io.jetpack.healthcheck.CheckSettings;
import io.jetpack.healthcheck.SkippedFile;
import io.jetpack.healthcheck.service.ServicePlan;
import io.jetpack.healthcheck.service.state.CheckStatus;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What the service would run, for machines. Fields are added, never renamed. */
final class InventoryJson {

  private InventoryJson() {}

  /** One JSON object, ended by a line feed. */
  static String of(Inventory inventory) {
    ServicePlan plan = inventory.plan();
    return JsonObject.text(json -> {
      json.put("folder", inventory.folder());
      json.put("strict_permissions", plan.strictPermissions());
      json.putObjects("checks", all(inventory), (check, put) -> put.accept(check));
      json.putObjects("skipped", inventory.skipped(), InventoryJson::skipped);
    });
  }

  /** Scripts and built-ins, in one list. */
  private static List<Consumer<JsonObject>> all(Inventory inventory) {
    ServicePlan plan = inventory.plan();
    Stream<Consumer<JsonObject>> checks =
        inventory.checks().stream().map(entry -> json -> check(json, entry, plan));
    Stream<Consumer<JsonObject>> builtIns =
        inventory.builtIns().stream().map(builtIn -> json -> builtIn(json, builtIn, plan));
    return Stream.concat(checks, builtIns).toList();
  }

  private static void check(JsonObject json, Inventory.Entry entry, ServicePlan plan) {
    CheckSettings settings = entry.check().settings();
    json.put("check", entry.check().name());
    json.put("path", entry.check().script());
    json.put("runtime", entry.check().runtime());
    json.put("interval_seconds", settings.interval().orElse(plan.interval()));
    json.put("interval_is_default", settings.interval().isEmpty());
    json.put("timeout_seconds", settings.timeLimit());
    json.put("confirm", settings.confirm());
    json.put("keep_daemons", settings.keepDaemons());
    json.putTexts("mistakes", entry.check().mistakes());
    json.putText("permission_warning", entry.warning());
    json.put("refused", plan.strictPermissions() && entry.warning().isPresent());
  }

  private static void builtIn(JsonObject json, Inventory.Standing builtIn, ServicePlan plan) {
    json.put("check", builtIn.name());
    json.putNothing("path");
    json.put("runtime", CheckStatus.BUILT_IN);
    json.put("interval_seconds", plan.builtInInterval());
    json.put("interval_is_default", true);
    json.putNothing("timeout_seconds");
    json.put("confirm", 1);
    json.put("keep_daemons", false);
    json.putTexts("mistakes", List.of());
    json.putNothing("permission_warning");
    json.put("refused", false);
  }

  private static void skipped(JsonObject json, SkippedFile file) {
    json.put("path", file.path());
    json.put("reason", file.reason());
  }
}
