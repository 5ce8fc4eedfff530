package io.jetpack.cli.healthcheck.validate.look;

import io.jetpack.cli.healthcheck.validate.rule.Finding;
import io.jetpack.cli.healthcheck.validate.rule.Rule;
import io.jetpack.cli.healthcheck.validate.rule.Source;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rules for batch files, for which no compiler exists: labels, and parentheses of blocks. */
final class BatchRules {

  private static final Pattern LABEL = Pattern.compile("^\\s*:([^:\\s+,;=&|<>]+).*");
  private static final Pattern JUMP =
      Pattern.compile("(?i)(?:^|[\\s(&@])(?:goto\\s*:?\\s*|call\\s+:)([^\\s:()&|<>\"]+)");
  private static final Pattern COMMENT = Pattern.compile("(?i)^\\s*(@?rem(\\s.*|$)|::.*)");
  private static final Pattern OPENS =
      Pattern.compile("(?i)^\\s*@?(if|for|else|\\))?\\b.*\\(\\s*$|^\\s*@?\\(.*");

  private BatchRules() {}

  static List<Finding> look(Source source) {
    List<Finding> findings = new ArrayList<>();
    Set<String> labels = new HashSet<>();
    labels.add("eof");
    for (String line : source.lines()) {
      Matcher label = LABEL.matcher(line);
      if (label.matches()) {
        labels.add(label.group(1).toLowerCase(Locale.ROOT));
      }
    }
    int open = 0;
    int opened = 0;
    for (int i = 0; i < source.lines().size(); i++) {
      String line = source.lines().get(i);
      if (COMMENT.matcher(line).matches() || LABEL.matcher(line).matches()) {
        continue;
      }
      jumps(source, i, labels, findings);
      String bare = line.replaceAll("\"[^\"]*\"", "").replaceAll("\\^.", "").strip();
      int before = open;
      if (bare.startsWith(")")) {
        open = Math.max(0, open - 1);
      }
      if (OPENS.matcher(bare).matches() && bare.endsWith("(")) {
        open++;
      }
      if (open > 0 && before == 0) {
        opened = i + 1;
      }
    }
    if (open > 0) {
      findings.add(
          source.finding(Rule.BATCH_STRUCTURE, opened, 0, "this parenthesis is never closed"));
    }
    return findings;
  }

  private static void jumps(Source source, int index, Set<String> labels, List<Finding> findings) {
    Matcher jump = JUMP.matcher(source.lines().get(index));
    while (jump.find()) {
      String label = jump.group(1);
      // an echo is text, a variable may be any label
      boolean text =
          source.lines().get(index).strip().toLowerCase(Locale.ROOT).matches("@?echo\\b.*");
      if (!text
          && !label.contains("%")
          && !label.contains("!")
          && !labels.contains(label.toLowerCase(Locale.ROOT))) {
        findings.add(
            source.finding(
                Rule.BATCH_STRUCTURE,
                index + 1,
                jump.start(1) + 1,
                "there is no label ':%s'".formatted(label)));
      }
    }
  }
}
