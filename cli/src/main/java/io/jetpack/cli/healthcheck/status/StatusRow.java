package io.jetpack.cli.healthcheck.status;

import io.jetpack.cli.healthcheck.status.NotedTable.Column;
import io.jetpack.cli.healthcheck.status.NotedTable.Row;
import io.jetpack.healthcheck.HealthState;
import io.jetpack.healthcheck.service.state.CheckStatus;
import io.jetpack.healthcheck.service.state.LastRun;
import io.jetpack.healthcheck.service.state.PendingRequest;
import io.jetpack.text.PlainText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the service knows of one check, as a row for people. */
final class StatusRow {

  private static final String NOTHING = "-";

  static final List<Column> COLUMNS =
      List.of(
          new Column("STATE", false, Column.ALWAYS),
          new Column("CHECK", false, Column.ALWAYS),
          new Column("SINCE", false, 4),
          new Column("LAST RUN", false, Column.ALWAYS),
          new Column("NEXT", false, 5),
          new Column("TIME", true, 3),
          new Column("CPU", true, 1),
          new Column("CODE", true, 2));

  static final int NAME_COLUMN = 1;

  private StatusRow() {}

  /**
   * @param running whether the service runs; where it does not, there is no next run
   * @param judgedAt by which its last run is old
   */
  static Row of(CheckStatus check, boolean running, Instant now, Instant judgedAt) {
    Optional<LastRun> last = check.last();
    boolean stale = check.isStale(judgedAt);
    List<String> cells =
        List.of(
            check.label(),
            PlainText.line(check.name()),
            last.map(run -> TimeText.ago(run.since(), now)).orElse(NOTHING),
            last.map(run -> TimeText.ago(run.at(), now) + (stale ? ", stale" : "")).orElse(NOTHING),
            check
                .nextRun()
                .filter(next -> running)
                .map(next -> TimeText.in(next, now))
                .orElse(NOTHING),
            last.map(run -> TimeText.seconds(run.duration())).orElse(NOTHING),
            last.flatMap(LastRun::cpuTime).map(TimeText::seconds).orElse(NOTHING),
            last.map(StatusRow::code).orElse(NOTHING));
    return new Row(cells, notes(check, now), colour(check.state(), stale));
  }

  /** Good news that is old is no good news. */
  private static Colour colour(Optional<HealthState> state, boolean stale) {
    Colour colour = state.map(Colour::of).orElse(Colour.NONE);
    return stale && colour == Colour.GREEN ? Colour.YELLOW : colour;
  }

  private static String code(LastRun run) {
    return run.exitCode().isPresent() ? String.valueOf(run.exitCode().getAsInt()) : NOTHING;
  }

  private static List<String> notes(CheckStatus check, Instant now) {
    List<String> notes = new ArrayList<>();
    check.last().flatMap(StatusRow::reason).ifPresent(notes::add);
    check.request().map(request -> text(request, check, now)).ifPresent(notes::add);
    check.waits().map(why -> text(why, check)).ifPresent(notes::add);
    if (check.missedTicks() > 0) {
      notes.add(
          check.missedTicks() + (check.missedTicks() == 1 ? " tick missed" : " ticks missed"));
    }
    return notes;
  }

  private static Optional<String> reason(LastRun run) {
    if (run.state() == HealthState.HEALTHY) {
      return run.reason().map(PlainText::line);
    }
    String times = run.consecutive() > 1 ? run.consecutive() + "x " : "";
    return Optional.of(times + run.reason().map(PlainText::line).orElse(run.kind()));
  }

  private static String text(String why, CheckStatus check) {
    String what = check.request().isPresent() ? "the next attempt" : "the request for termination";
    return "%s is waiting: %s".formatted(what, PlainText.line(why));
  }

  private static String text(PendingRequest request, CheckStatus check, Instant now) {
    Optional<String> present = check.last().flatMap(LastRun::reason);
    String reason =
        present.equals(Optional.of(request.reason()))
            ? ""
            : ": " + PlainText.line(request.reason());
    return "termination requested %s, attempt %d%s"
        .formatted(TimeText.ago(request.requestedAt(), now), request.attempt(), reason);
  }
}
