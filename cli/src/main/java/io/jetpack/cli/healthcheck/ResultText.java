package io.jetpack.cli.healthcheck;

import com.github.freva.asciitable.HorizontalAlign;
import io.jetpack.cli.TextTable;
import io.jetpack.cli.TextTable.Heading;
import io.jetpack.cli.WordWrap;
import io.jetpack.healthcheck.CheckResult;
import io.jetpack.healthcheck.HealthState;
import io.jetpack.text.PlainText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/** Results for people. */
final class ResultText {

  private static final int GAP = 2;
  private static final int STATE_WIDTH = "terminate".length();
  private static final int RUNTIME_WIDTH = "RUNTIME".length();
  private static final int TIME_WIDTH = "000.00 s".length();
  private static final int LEAST_REASON_WIDTH = 20;

  private final RunReport report;
  private final OptionalInt width;
  private final boolean colours;
  private final boolean acts;

  private ResultText(RunReport report, OptionalInt width, boolean colours, boolean acts) {
    this.report = report;
    this.width = width;
    this.colours = colours;
    this.acts = acts;
  }

  /**
   * A table, a summary, and what was skipped.
   *
   * @param width how many columns there are; empty for one line a check, however long
   * @param acts whether the command acts on the results after showing them
   */
  static String of(RunReport report, OptionalInt width, boolean colours, boolean acts) {
    ResultText text = new ResultText(report, width, colours, acts);
    String skipped =
        report.skipped().isEmpty() ? "" : text.wrapped(SkippedText.of(report.skipped()));
    return text.table() + "\n" + text.wrapped(text.summary()) + text.waits() + skipped;
  }

  /** What keeps the service from requesting a termination at once. */
  private String waits() {
    if (acts) {
      return "";
    }
    List<String> names = names();
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      report
          .waitsFor(report.results().get(i))
          .map(what -> wrapped("%s: the service would wait for %s".formatted(name, what)))
          .ifPresent(lines::append);
    }
    return lines.toString();
  }

  private String wrapped(String line) {
    return String.join("\n", WordWrap.lines(line, width.orElse(Integer.MAX_VALUE))) + "\n";
  }

  private String table() {
    List<String> names = names();
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      CheckResult result = report.results().get(i);
      rows.add(
          List.of(
              result.state().label(),
              names.get(i),
              result.check().runtime(),
              seconds(result.record().wallTime()),
              result.reason().orElse("")));
    }
    TextTable table = new TextTable(headings(names));
    return coloured(table.text(rows));
  }

  /** The names of the checks, or their paths where a name is not unique. */
  private List<String> names() {
    Set<String> seen = new HashSet<>();
    Set<String> twice =
        report.results().stream()
            .map(result -> result.check().name())
            .filter(name -> !seen.add(name))
            .collect(Collectors.toSet());
    return report.results().stream()
        .map(CheckResult::check)
        .map(check ->
            twice.contains(check.name()) ? PlainText.line(check.script().toString()) : check.name())
        .toList();
  }

  private List<Heading> headings(List<String> names) {
    if (width.isEmpty()) {
      return List.of(
          new Heading("STATE", HorizontalAlign.LEFT),
          new Heading("CHECK", HorizontalAlign.LEFT),
          new Heading("RUNTIME", HorizontalAlign.LEFT),
          new Heading("TIME", HorizontalAlign.RIGHT),
          new Heading("REASON", HorizontalAlign.LEFT));
    }
    int forBoth = width.getAsInt() - STATE_WIDTH - RUNTIME_WIDTH - TIME_WIDTH - 4 * GAP;
    int longest = names.stream().mapToInt(String::length).max().orElse(0);
    int name = Math.min(longest, Math.max(forBoth / 2, forBoth - 60));
    int reason = Math.max(LEAST_REASON_WIDTH, forBoth - name);
    return List.of(
        new Heading("STATE", HorizontalAlign.LEFT),
        new Heading("CHECK", HorizontalAlign.LEFT, name),
        new Heading("RUNTIME", HorizontalAlign.LEFT),
        new Heading("TIME", HorizontalAlign.RIGHT),
        new Heading("REASON", HorizontalAlign.LEFT, reason));
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.2f s", time.toNanos() / 1e9);
  }

  private String coloured(String table) {
    if (!colours) {
      return table;
    }
    return table
        .lines()
        .map(line -> {
          for (HealthState state : HealthState.values()) {
            if (line.startsWith(state.label())) {
              return colour(state)
                  + state.label()
                  + "\u001B[0m"
                  + line.substring(state.label().length());
            }
          }
          return line.startsWith("STATE") ? "\u001B[1m" + line + "\u001B[0m" : line;
        })
        .map(line -> line + "\n")
        .collect(Collectors.joining());
  }

  private static String colour(HealthState state) {
    return switch (state) {
      case HEALTHY -> "\u001B[32m";
      case UNKNOWN -> "\u001B[33m";
      case TERMINATE -> "\u001B[1;31m";
    };
  }

  private String summary() {
    List<String> parts = new ArrayList<>();
    long healthy = report.count(HealthState.HEALTHY);
    long unknown = report.count(HealthState.UNKNOWN);
    long terminate = report.count(HealthState.TERMINATE);
    parts.add(healthy + " healthy");
    if (unknown > 0) {
      parts.add(unknown + " unknown");
    }
    if (terminate > 0) {
      parts.add(
          terminate
              + (terminate == 1 ? " asks" : " ask")
              + " for termination"
              + (acts ? "" : "; nothing was terminated by this command"));
    }
    return String.join(", ", parts);
  }
}
