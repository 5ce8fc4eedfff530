package io.jetpack.cli.healthcheck.validate.report;

import io.jetpack.cli.WordWrap;
import io.jetpack.cli.healthcheck.validate.rule.Finding;
import io.jetpack.cli.healthcheck.validate.rule.Severity;
import io.jetpack.cli.healthcheck.validate.rule.Validation;
import io.jetpack.cli.healthcheck.validate.rule.Validation.Looked;
import io.jetpack.cli.healthcheck.validate.rule.Validation.Trial;
import io.jetpack.healthcheck.SkippedFile;
import io.jetpack.text.PlainText;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/** Findings for people: by file, with the line and a caret, and why it matters the first time. */
public final class TextReport {

  private static final int USUAL_WIDTH = 100;
  private static final int WIDEST_SOURCE = 160;
  private static final String BOLD = "\u001B[1m";
  private static final String RED = "\u001B[1;31m";
  private static final String YELLOW = "\u001B[33m";
  private static final String GREEN = "\u001B[32m";
  private static final String END = "\u001B[0m";

  private final StringBuilder text = new StringBuilder();
  private final int width;
  private final boolean colours;
  private final Set<String> explained = new HashSet<>();

  private TextReport(int width, boolean colours) {
    this.width = width;
    this.colours = colours;
  }

  /** The whole report, each line ended by a line feed. */
  public static String of(Validation found, OptionalInt width, boolean colours) {
    TextReport report = new TextReport(width.orElse(USUAL_WIDTH), colours);
    report.write(found);
    return report.text.toString();
  }

  private void write(Validation found) {
    for (Looked file : found.files()) {
      if (!file.findings().isEmpty() || !file.trials().isEmpty()) {
        file(file);
      }
    }
    found.notes().forEach(note -> text.append("note: ").append(note).append('\n'));
    if (!found.skipped().isEmpty()) {
      text.append("skipped: ")
          .append(
              found.skipped().stream().map(TextReport::skipped).collect(Collectors.joining(", ")))
          .append('\n');
    }
    text.append(summary(found)).append('\n');
  }

  private static String skipped(SkippedFile file) {
    String name = PlainText.line(String.valueOf(file.path().getFileName()));
    return "%s (%s)".formatted(name, file.reason());
  }

  private String summary(Validation found) {
    long errors = found.count(Severity.ERROR);
    long warnings = found.count(Severity.WARNING);
    String files = count(found.files().size(), "file");
    if (errors + warnings == 0) {
      return colour(GREEN, "clean: " + files);
    }
    String summary =
        "%s, %s in %s".formatted(count(errors, "error"), count(warnings, "warning"), files);
    return colour(errors > 0 ? RED : YELLOW, summary);
  }

  private static String count(long number, String thing) {
    return number + " " + thing + (number == 1 ? "" : "s");
  }

  private String colour(String start, String words) {
    return colours ? start + words + END : words;
  }

  private void file(Looked file) {
    String runtime = file.runtime().isEmpty() ? "" : " (" + file.runtime() + ")";
    text.append(colour(BOLD, PlainText.line(file.file().toString()))).append(runtime).append('\n');
    file.trials().forEach(this::trial);
    file.findings().forEach(finding -> finding(file, finding));
    text.append('\n');
  }

  private void trial(Trial trial) {
    String cpu =
        trial
            .cpuTime()
            .map(time -> String.format(Locale.ROOT, ", cpu %.2f s", seconds(time.toNanos())))
            .orElse("");
    String memory =
        trial.peakMemoryBytes().isPresent()
            ? String.format(
                Locale.ROOT, ", memory %.1f MB", trial.peakMemoryBytes().getAsLong() / 1e6)
            : "";
    text.append(
        String.format(
            Locale.ROOT,
            "  ran: %s in %.2f s%s%s%s%n",
            trial.state(),
            seconds(trial.wallTime().toNanos()),
            cpu,
            memory,
            trial.reason().map(reason -> ": " + PlainText.line(reason)).orElse("")));
    output("stdout", trial.stdout());
    output("stderr", trial.stderr());
  }

  private static double seconds(long nanos) {
    return nanos / 1e9;
  }

  private void output(String stream, String content) {
    content
        .lines()
        .map(PlainText::line)
        .forEach(line -> text.append("    ").append(stream).append("| ").append(line).append('\n'));
  }

  private void finding(Looked file, Finding finding) {
    String place =
        finding.line() == 0
            ? ""
            : finding.line() + (finding.column() == 0 ? "" : ":" + finding.column()) + ": ";
    String severity =
        colour(finding.severity() == Severity.ERROR ? RED : YELLOW, finding.severity().toString());
    text.append("  ")
        .append(place)
        .append(severity)
        .append(": ")
        .append(PlainText.line(finding.message()))
        .append(" [")
        .append(finding.rule())
        .append("]\n");
    if (finding.line() > 0 && finding.line() <= file.lines().size()) {
      source(file.lines().get(finding.line() - 1), finding.column());
    }
    if (explained.add(finding.rule())) {
      wrapped("why: " + finding.why());
      wrapped("mend: " + finding.mend());
    }
  }

  /** The line, and a caret below the place; of a very long line what is around the place. */
  private void source(String line, int column) {
    int at = Math.min(Math.max(0, column - 1), line.length());
    int from = line.length() > WIDEST_SOURCE ? Math.max(0, at - WIDEST_SOURCE / 2) : 0;
    int to = Math.min(line.length(), from + WIDEST_SOURCE);
    String shown = printable(line.substring(from, to));
    text.append("      ").append(shown.stripTrailing()).append('\n');
    if (column > 0) {
      text.append("      ").append(" ".repeat(at - from)).append(colour(BOLD, "^")).append('\n');
    }
  }

  /** As many characters, none of which does something to the terminal. */
  private static String printable(String part) {
    return part.replace('\t', ' ')
        .replaceAll(
            "[\\p{Cntrl}\u0080-\u009F\u2028\u2029\u200E\u200F\u202A-\u202E\u2066-\u2069]",
            "\uFFFD");
  }

  private void wrapped(String words) {
    List<String> lines = WordWrap.lines(words, Math.max(30, width - 6));
    for (int i = 0; i < lines.size(); i++) {
      text.append(i == 0 ? "      " : "        ").append(lines.get(i)).append('\n');
    }
  }
}
