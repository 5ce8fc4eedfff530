package io.jetpack.cli.healthcheck.validate.look;

import io.jetpack.cli.healthcheck.validate.rule.Finding;
import io.jetpack.cli.healthcheck.validate.rule.Rule;
import io.jetpack.cli.healthcheck.validate.rule.Source;
import io.jetpack.text.NearestName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code # jetpack: ignore=RULE,RULE}: behind code it is for that line; on a line of its own for
 * the next one; among the comments at the top of the file for the whole file.
 */
final class Ignores {

  private static final Pattern IGNORE =
      Pattern.compile("(?:#|//|--|::|(?i:\\brem)\\s)\\s*(?i:jetpack):.*?\\bignore=(\\S+)");
  private static final Pattern COMMENT =
      Pattern.compile("\uFEFF?\\s*(?:#|//|--|::|(?i:@?rem\\b)|(?i:@echo off\\s*$)|$).*");
  private static final Pattern FOREIGN = Pattern.compile("SC\\d{4}");

  private final Set<String> everywhere = new HashSet<>();
  private final Map<Integer, Set<String>> lines = new HashMap<>();
  private final List<Finding> unknown = new ArrayList<>();

  private Ignores() {}

  static Ignores of(Source source) {
    Ignores ignores = new Ignores();
    boolean top = true;
    for (int i = 0; i < source.lines().size(); i++) {
      String line = source.lines().get(i);
      boolean comment = COMMENT.matcher(line).matches();
      top = top && comment;
      Matcher matcher = IGNORE.matcher(line);
      if (line.contains("ignore=") && matcher.find()) {
        List<String> ids = Arrays.asList(matcher.group(1).split(","));
        ignores.check(source, i + 1, ids);
        if (top) {
          ignores.everywhere.addAll(ids);
        } else {
          int meant = comment ? i + 2 : i + 1;
          ignores.lines.computeIfAbsent(meant, number -> new HashSet<>()).addAll(ids);
        }
      }
    }
    return ignores;
  }

  private void check(Source source, int line, List<String> ids) {
    List<String> known = Arrays.stream(Rule.values()).map(Rule::id).toList();
    for (String id : ids) {
      if (!known.contains(id) && !FOREIGN.matcher(id).matches()) {
        unknown.add(
            source.finding(
                Rule.UNKNOWN_RULE,
                line,
                0,
                "there is no rule '%s'%s"
                    .formatted(
                        id,
                        NearestName.of(id, known)
                            .map("; did you mean '%s'?"::formatted)
                            .orElse(""))));
      }
    }
  }

  /** What is not ignored, and what is wrong with the ignoring itself. */
  List<Finding> apply(List<Finding> findings) {
    List<Finding> left = new ArrayList<>();
    for (Finding finding : findings) {
      boolean ignored =
          everywhere.contains(finding.rule())
              || lines.getOrDefault(finding.line(), Set.of()).contains(finding.rule());
      if (!ignored) {
        left.add(finding);
      }
    }
    left.addAll(unknown);
    return left;
  }
}
