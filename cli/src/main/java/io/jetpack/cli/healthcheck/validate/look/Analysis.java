package io.jetpack.cli.healthcheck.validate.look;

import io.jetpack.cli.healthcheck.validate.rule.Finding;
import io.jetpack.cli.healthcheck.validate.rule.Rule;
import io.jetpack.cli.healthcheck.validate.rule.Source;
import java.util.List;
import java.util.function.Supplier;

/** Looks at one script so that no script, whatever it holds, ends the validation of the others. */
final class Analysis {

  private Analysis() {}

  /** What was found, or that nothing could be: an error of ours is a finding, too. */
  static List<Finding> of(Source source, Supplier<List<Finding>> rules) {
    try {
      return rules.get();
    } catch (RuntimeException | StackOverflowError e) {
      return List.of(
          source.finding(Rule.NOT_ANALYZED, 0, 0, "the script could not be analyzed: " + e));
    }
  }
}
