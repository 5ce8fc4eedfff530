package io.jetpack.cli.healthcheck.status;

import io.jetpack.cli.WordWrap;
import io.jetpack.cli.healthcheck.status.NotedTable.Column;
import io.jetpack.cli.healthcheck.status.NotedTable.Row;
import io.jetpack.healthcheck.CheckSettings;
import io.jetpack.healthcheck.SkippedFile;
import io.jetpack.healthcheck.service.state.CheckStatus;
import io.jetpack.text.Durations;
import io.jetpack.text.PlainText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What the service would run, for people.
 *
 * @param inventory all of it
 */
record InventoryText(Inventory inventory) {

  private static final List<Column> COLUMNS =
      List.of(
          new Column("CHECK", false, Column.ALWAYS),
          new Column("RUNTIME", false, 3),
          new Column("INTERVAL", false, Column.ALWAYS),
          new Column("TIMEOUT", false, 4),
          new Column("CONFIRM", true, 2),
          new Column("DAEMONS", false, 1));

  private static final List<Column> SKIPPED_COLUMNS =
      List.of(new Column("SKIPPED", false, Column.ALWAYS));

  private static final String NOTHING = "-";

  /**
   * A table of the checks, one of what was skipped, and a summary.
   *
   * @param width how many columns there are; empty for one line a check, however long
   */
  String text(OptionalInt width, boolean colours) {
    List<Row> rows = new ArrayList<>();
    Map<String, String> told = new HashMap<>();
    inventory.checks().forEach(entry -> rows.add(row(entry, told)));
    inventory.builtIns().forEach(builtIn -> rows.add(row(builtIn)));
    StringBuilder text = new StringBuilder();
    text.append(new NotedTable(COLUMNS, 0, "NOTES").text(rows, width, colours)).append('\n');
    if (!inventory.skipped().isEmpty()) {
      List<Row> skipped = inventory.skipped().stream().map(InventoryText::row).toList();
      NotedTable table = new NotedTable(SKIPPED_COLUMNS, 0, "WHY");
      text.append(table.text(skipped, width, colours)).append('\n');
    }
    WordWrap.lines(summary(), width.orElse(Integer.MAX_VALUE))
        .forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }

  /**
   * @param told the warnings so far, each with the check that had it first: where a folder is open
   *     to others, all checks have the same
   */
  private Row row(Inventory.Entry entry, Map<String, String> told) {
    CheckSettings settings = entry.check().settings();
    List<String> cells =
        List.of(
            entry.check().name(),
            entry.check().runtime(),
            settings
                .interval()
                .map(Durations::format)
                .orElseGet(() -> Durations.format(inventory.plan().interval()) + " default"),
            Durations.format(settings.timeLimit()),
            String.valueOf(settings.confirm()),
            settings.keepDaemons() ? "keep" : NOTHING);
    List<String> notes = new ArrayList<>();
    entry.check().mistakes().forEach(mistake -> notes.add("not run: " + PlainText.line(mistake)));
    String word = inventory.plan().strictPermissions() ? "refused: " : "warning: ";
    entry
        .warning()
        .ifPresent(warning -> {
          String other = told.putIfAbsent(warning, entry.check().name());
          notes.add(word + (other == null ? warning : "the same as of " + other));
        });
    return new Row(cells, notes, notes.isEmpty() ? Colour.NONE : Colour.YELLOW);
  }

  private Row row(Inventory.Standing builtIn) {
    String interval = Durations.format(inventory.plan().builtInInterval());
    List<String> cells =
        List.of(builtIn.name(), CheckStatus.BUILT_IN, interval, NOTHING, NOTHING, NOTHING);
    return new Row(cells, List.of(builtIn.purpose()), Colour.NONE);
  }

  private static Row row(SkippedFile file) {
    String name = PlainText.line(String.valueOf(file.path().getFileName()));
    return new Row(List.of(name), List.of(PlainText.line(file.reason())), Colour.NONE);
  }

  private String summary() {
    int checks = inventory.checks().size();
    long mistaken =
        inventory.checks().stream().filter(entry -> !entry.check().mistakes().isEmpty()).count();
    long warned = inventory.checks().stream().filter(entry -> entry.warning().isPresent()).count();
    List<String> parts = new ArrayList<>();
    parts.add(
        "%d %s in '%s'"
            .formatted(
                checks,
                checks == 1 ? "check" : "checks",
                PlainText.line(inventory.folder().toString())));
    parts.add(inventory.builtIns().size() + " built in");
    if (mistaken > 0) {
      parts.add(mistaken + " not run because of " + (mistaken == 1 ? "its" : "their") + " header");
    }
    if (warned > 0) {
      parts.add(
          inventory.plan().strictPermissions()
              ? warned + " refused, since others may change what is run"
              : warned + " that others may change");
    }
    return String.join(", ", parts);
  }
}
