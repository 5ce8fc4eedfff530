package io.jetpack.cli.healthcheck.validate.report;

import io.jetpack.cli.healthcheck.validate.rule.Finding;
import io.jetpack.cli.healthcheck.validate.rule.Severity;
import io.jetpack.cli.healthcheck.validate.rule.Validation;
import io.jetpack.cli.healthcheck.validate.rule.Validation.Looked;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Findings as JUnit XML, which CI systems show: a file is a test case, an error makes it fail, what
 * only warns is in its output.
 */
public final class JunitReport {

  private static final String SUITE = "jetpack healthcheck validate";

  private JunitReport() {}

  /** The whole document. */
  public static String of(Validation found) {
    long failures = found.files().stream().filter(JunitReport::fails).count();
    StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    String counts =
        "tests=\"%d\" failures=\"%d\" errors=\"0\" time=\"%s\""
            .formatted(found.files().size(), failures, seconds(found.elapsed()));
    xml.append("<testsuites name=\"%s\" %s>\n".formatted(SUITE, counts));
    xml.append("  <testsuite name=\"%s\" %s skipped=\"0\">\n".formatted(SUITE, counts));
    found.files().forEach(file -> testCase(xml, file));
    return xml.append("  </testsuite>\n</testsuites>\n").toString();
  }

  private static boolean fails(Looked file) {
    return file.findings().stream().anyMatch(each -> each.severity() == Severity.ERROR);
  }

  private static void testCase(StringBuilder xml, Looked file) {
    Duration time =
        file.trials().stream()
            .map(Validation.Trial::wallTime)
            .reduce(Duration.ZERO, Duration::plus);
    xml.append(
        "    <testcase classname=\"healthcheck\" name=\"%s\" time=\"%s\""
            .formatted(escaped(file.file().toString()), seconds(time)));
    if (file.findings().isEmpty()) {
      xml.append("/>\n");
      return;
    }
    xml.append(">\n");
    List<Finding> errors = of(file, Severity.ERROR);
    if (!errors.isEmpty()) {
      xml.append(
          "      <failure type=\"%s\" message=\"%s\">%s</failure>\n"
              .formatted(
                  escaped(errors.getFirst().rule()),
                  escaped(errors.getFirst().message()),
                  escaped(text(errors))));
    }
    List<Finding> warnings = of(file, Severity.WARNING);
    if (!warnings.isEmpty()) {
      xml.append("      <system-out>%s</system-out>\n".formatted(escaped(text(warnings))));
    }
    xml.append("    </testcase>\n");
  }

  private static List<Finding> of(Looked file, Severity severity) {
    return file.findings().stream().filter(each -> each.severity() == severity).toList();
  }

  private static String text(List<Finding> findings) {
    return findings.stream()
        .map(each ->
            "%s:%d:%d: %s: %s [%s]\nwhy: %s\nmend: %s\n"
                .formatted(
                    each.file(),
                    each.line(),
                    each.column(),
                    each.severity(),
                    each.message(),
                    each.rule(),
                    each.why(),
                    each.mend()))
        .collect(Collectors.joining());
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.3f", time.toNanos() / 1e9);
  }

  /** What may stand in an attribute and in text; what XML 1.0 has no place for is replaced. */
  private static String escaped(String text) {
    StringBuilder xml = new StringBuilder();
    text.codePoints()
        .forEach(c -> {
          switch (c) {
            case '&' -> xml.append("&amp;");
            case '<' -> xml.append("&lt;");
            case '>' -> xml.append("&gt;");
            case '"' -> xml.append("&quot;");
            case '\n', '\t' -> xml.append("&#").append(c).append(';');
            default -> xml.appendCodePoint(allowed(c) ? c : 0xFFFD);
          }
        });
    return xml.toString();
  }

  private static boolean allowed(int c) {
    return c >= 0x20 && c <= 0xD7FF || c >= 0xE000 && c <= 0xFFFD || c >= 0x10000;
  }
}
