package io.jetpack.cli.healthcheck.validate.look;

import io.jetpack.cli.healthcheck.validate.rule.Finding;
import io.jetpack.cli.healthcheck.validate.rule.Rule;
import io.jetpack.cli.healthcheck.validate.rule.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rules for Perl and Ruby, which are looked at line by line only. */
final class OtherRules {

  private static final Pattern EXIT =
      Pattern.compile(
          "^[^#'\"]*\\bexit!?\\s*\\(?\\s*([+-]?\\d{1,9})\\s*\\)?\\s*(;|if\\b|unless\\b|\\}|$).*");

  private OtherRules() {}

  static List<Finding> look(Source source) {
    List<Finding> findings = new ArrayList<>();
    boolean known =
        source.script().shebang().map(line -> line.program().matches("perl|ruby")).orElse(false);
    if (!known || source.role() != Source.Role.CHECK) {
      return findings;
    }
    for (int i = 0; i < source.lines().size(); i++) {
      Matcher exit = EXIT.matcher(source.lines().get(i));
      if (exit.matches()) {
        int code = Integer.parseInt(exit.group(1));
        if (code != 254 && Math.floorMod(code, 256) == 254) {
          findings.add(
              source.finding(
                  Rule.ACCIDENTAL_254,
                  i + 1,
                  exit.start(1) + 1,
                  "'exit %d' is exit code 254".formatted(code)));
        }
      }
    }
    return findings;
  }
}
