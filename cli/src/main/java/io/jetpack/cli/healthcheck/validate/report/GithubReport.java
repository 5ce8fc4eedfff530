package io.jetpack.cli.healthcheck.validate.report;

import io.jetpack.cli.healthcheck.validate.rule.Finding;
import io.jetpack.cli.healthcheck.validate.rule.Severity;
import io.jetpack.cli.healthcheck.validate.rule.Validation;
import io.jetpack.text.PlainText;

/**
 * Findings as workflow commands of GitHub Actions, which it shows beside the changed lines. Values
 * are escaped as its toolkit does ({@code packages/core/src/command.ts}).
 */
public final class GithubReport {

  private GithubReport() {}

  /** One command a finding, each on a line. */
  public static String of(Validation found) {
    StringBuilder text = new StringBuilder();
    found
        .files()
        .forEach(file -> file.findings().forEach(finding -> text.append(command(finding))));
    long errors = found.count(Severity.ERROR);
    long warnings = found.count(Severity.WARNING);
    text.append(
        "jetpack: %d errors, %d warnings in %d files%n"
            .formatted(errors, warnings, found.files().size()));
    return text.toString();
  }

  private static String command(Finding finding) {
    StringBuilder text = new StringBuilder("::").append(finding.severity()).append(" file=");
    text.append(property(finding.file().toString()));
    if (finding.line() > 0) {
      text.append(",line=").append(finding.line());
    }
    if (finding.column() > 0) {
      text.append(",col=").append(finding.column());
    }
    text.append(",title=").append(property(finding.rule())).append("::");
    String message =
        "%s\nwhy: %s\nmend: %s"
            .formatted(PlainText.line(finding.message()), finding.why(), finding.mend());
    return text.append(data(message)).append('\n').toString();
  }

  private static String data(String value) {
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static String property(String value) {
    return data(value).replace(":", "%3A").replace(",", "%2C");
  }
}
