package io.jetpack.cli.healthcheck.validate.rule;

import io.jetpack.healthcheck.SkippedFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * All that a validation found.
 *
 * @param files what was looked at, in order
 * @param skipped what lies among the checks and is none
 * @param notes what people should know about the validation itself
 * @param elapsed how long it took
 */
public record Validation(
    List<Looked> files, List<SkippedFile> skipped, List<String> notes, Duration elapsed) {

  /**
   * One file.
   *
   * @param file the script, or the folder of a project
   * @param runtime the runner that takes it; empty for what is not run
   * @param lines its text
   * @param findings in the order of their lines
   * @param trials its runs, when it was run
   */
  public record Looked(
      Path file, String runtime, List<String> lines, List<Finding> findings, List<Trial> trials) {
    public Looked {
      lines = List.copyOf(lines);
      findings = List.copyOf(findings);
      trials = List.copyOf(trials);
    }

    /** The same file with what else was found in it. */
    public Looked plus(Looked more) {
      List<Finding> all = new ArrayList<>(findings);
      all.addAll(more.findings);
      return new Looked(file, more.runtime, more.lines, all, more.trials);
    }
  }

  /**
   * One run of a check.
   *
   * @param state healthy, unknown or terminate
   * @param reason in the words of the check
   * @param peakMemoryBytes the most memory that it had, where that is known
   * @param stdout what it wrote
   * @param stderr what it wrote there
   */
  public record Trial(
      String state,
      Optional<String> reason,
      Duration wallTime,
      Optional<Duration> cpuTime,
      OptionalLong peakMemoryBytes,
      String stdout,
      String stderr) {}

  public Validation {
    files = List.copyOf(files);
    skipped = List.copyOf(skipped);
    notes = List.copyOf(notes);
  }

  /** How many findings are of a severity. */
  public long count(Severity severity) {
    return files.stream()
        .flatMap(file -> file.findings().stream())
        .filter(finding -> finding.severity() == severity)
        .count();
  }

  /** Whether a finding is as severe as that, or more so. */
  public boolean fails(Severity least) {
    return files.stream()
        .flatMap(file -> file.findings().stream())
        .anyMatch(finding -> finding.severity().compareTo(least) >= 0);
  }
}
