package io.jetpack.cli.healthcheck.status;

import io.jetpack.cli.WordWrap;
import io.jetpack.cli.healthcheck.keepalive.HoldText;
import io.jetpack.cli.healthcheck.service.crash.CrashReport;
import io.jetpack.healthcheck.HealthState;
import io.jetpack.healthcheck.hold.Hold;
import io.jetpack.healthcheck.hold.HoldReading;
import io.jetpack.healthcheck.service.state.CheckStatus;
import io.jetpack.healthcheck.service.state.ServiceState;
import io.jetpack.healthcheck.service.state.SettingsProblem;
import io.jetpack.healthcheck.service.state.Withdrawal;
import io.jetpack.text.PlainText;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;

/**
 * What the service wrote last, for people.
 *
 * @param state what it wrote
 * @param running whether it runs
 * @param now by which all times are told
 * @param zone of whoever reads it
 * @param crash of Java, if there was one lately
 */
record StatusText(
    ServiceState state, boolean running, Instant now, ZoneId zone, Optional<CrashReport> crash) {

  private static final int LABEL_WIDTH = "service  ".length();

  /**
   * Three lines about the node, more where something is wrong with its settings, then a table of
   * its checks.
   *
   * @param width how many columns there are; empty for one line a check, however long
   */
  String text(OptionalInt width, boolean colours) {
    StringBuilder text = new StringBuilder();
    text.append(line("service", service(), serviceColour(), width, colours));
    text.append(line("node", node(), nodeColour(), width, colours));
    text.append(line("hold", hold(), Colour.NONE, width, colours));
    for (SettingsProblem problem : state.settings()) {
      text.append(line("settings", settings(problem), Colour.YELLOW, width, colours));
    }
    crash.ifPresent(
        report -> text.append(line("crash", crashed(report), Colour.YELLOW, width, colours)));
    for (Withdrawal withdrawal : state.withdrawals()) {
      text.append(line("request", untold(withdrawal), Colour.YELLOW, width, colours));
    }
    if (state.checks().isEmpty()) {
      return text.toString();
    }
    NotedTable table = new NotedTable(StatusRow.COLUMNS, StatusRow.NAME_COLUMN, "REASON");
    List<NotedTable.Row> rows =
        state.checks().stream()
            .map(check -> StatusRow.of(check, running, now, state.judgedAt(now)))
            .toList();
    return text.append('\n').append(table.text(rows, width, colours)).toString();
  }

  private static String line(
      String label, String value, Colour colour, OptionalInt width, boolean colours) {
    int room = width.orElse(Integer.MAX_VALUE) - LABEL_WIDTH;
    StringBuilder text = new StringBuilder();
    String before = label + " ".repeat(LABEL_WIDTH - label.length());
    for (String part : WordWrap.lines(value, room)) {
      text.append(before).append(colours ? colour.around(part) : part).append('\n');
      before = " ".repeat(LABEL_WIDTH);
    }
    return text.toString();
  }

  private String service() {
    HoldText times = new HoldText(zone);
    return running
        ? "running since %s, %s (process %d)%s"
            .formatted(
                times.time(state.started()),
                TimeText.ago(state.started(), now),
                state.pid(),
                outdated(times))
        : "NOT RUNNING (start it with 'systemctl start healthcheck'); what follows is as of %s, %s"
            .formatted(times.time(state.written()), TimeText.ago(state.written(), now));
  }

  private String outdated(HoldText times) {
    return state.isOutdated(now)
        ? "; what follows is as of %s, %s, and could not be written down since: look for a full disk, and into logs/healthcheck.log"
            .formatted(times.time(state.written()), TimeText.ago(state.written(), now))
        : "";
  }

  private Colour serviceColour() {
    if (!running) {
      return Colour.RED;
    }
    return state.isOutdated(now) ? Colour.YELLOW : Colour.NONE;
  }

  private String node() {
    List<String> counts = new ArrayList<>();
    for (HealthState each : List.of(HealthState.values()).reversed()) {
      count(counts, each.label(), check -> check.state().equals(Optional.of(each)));
    }
    count(counts, CheckStatus.WAITING, check -> check.state().isEmpty());
    count(counts, "stale", check -> check.isStale(state.judgedAt(now)));
    String all = counts.isEmpty() ? "there is no check" : String.join(", ", counts);
    return state.label() + " (" + all + ")";
  }

  private void count(List<String> counts, String what, Predicate<CheckStatus> meant) {
    long number = state.checks().stream().filter(meant).count();
    if (number > 0) {
      counts.add(number + " " + what);
    }
  }

  private Colour nodeColour() {
    return state.node().map(Colour::of).orElse(Colour.NONE);
  }

  private String crashed(CrashReport report) {
    return "%s, %s: %s"
        .formatted(
            new HoldText(zone).time(report.at()),
            TimeText.ago(report.at(), now),
            report.sentence());
  }

  private static String untold(Withdrawal withdrawal) {
    return PlainText.line(
        "that for %s is withdrawn, which is still to be told: %s"
            .formatted(withdrawal.request().check(), withdrawal.why()));
  }

  private String settings(SettingsProblem problem) {
    return PlainText.line(
        "%s since %s, %s: %s"
            .formatted(
                problem.summary(),
                new HoldText(zone).time(problem.since()),
                TimeText.ago(problem.since(), now),
                problem.sentence()));
  }

  private String hold() {
    return switch (state.hold()) {
      case HoldReading.Free() -> "not held";
      case HoldReading.Held(Hold hold) -> "held " + new HoldText(zone).untilLeftBy(hold, now);
      case HoldReading.Unreadable(String reason) ->
          "held, since nobody can tell: %s; 'jetpack keepalive cancel' sets it aside"
              .formatted(PlainText.line(reason));
    };
  }
}
