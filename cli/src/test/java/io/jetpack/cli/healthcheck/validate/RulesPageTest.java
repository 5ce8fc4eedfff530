package io.jetpack.cli.healthcheck.validate;

import io.jetpack.cli.Golden;
import io.jetpack.cli.healthcheck.validate.rule.Rule;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class RulesPageTest {

  private static final Path PAGE = Path.of("docs", "rules.md");

  private static final String HEAD =
      """
      # The rules of `jetpack healthcheck validate`

      Made from the rules themselves; a test compares it. An id never changes. What shellcheck finds comes with its own ids,
      `SC2086`, as warnings; its remarks on style do not come.

      A rule is silenced by a comment, `# jetpack: ignore=RULE,RULE` (batch: `rem jetpack: ignore=RULE`): behind code for that line, on a
      line of its own for the next one, among the comments at the top of the file for the whole file.

      | rule | severity | finds | why | mend |
      | --- | --- | --- | --- | --- |
      """;

  private static final String TAIL =
      """

      ## JSON

      `--format json` prints one object. Fields are added, never renamed.

      | field | what it is |
      | --- | --- |
      | `errors`, `warnings` | how many findings of that severity there are |
      | `duration_seconds` | how long the validation took |
      | `files[]` | `path`, `runtime` (the runner that takes it; empty for what is not run), `findings`, `runs` |
      | `files[].findings[]` | `rule`, `severity`, `line` and `column` (from 1; 0 for the whole file or line), `message`, `why`, `mend` |
      | `files[].runs[]` | with `--run`: `state`, `reason`, `duration_seconds`, `cpu_seconds`, `peak_memory_bytes` (null in process, and of a run that is over before anybody could look), `stdout`, `stderr` |
      | `skipped[]` | `path` and `reason` of what lies among the checks and is none |
      | `notes[]` | what people should know, such as that shellcheck is missing |
      """;

  @Test
  void thePageTellsEveryRule() {
    StringBuilder page = new StringBuilder(HEAD);
    for (Rule rule : Rule.values()) {
      page.append(
          "| `%s` | %s | %s | %s | %s |%n"
              .formatted(
                  rule.id(),
                  rule.severity(),
                  rule.what(),
                  rule.why(),
                  rule.mend().replace("|", "\\|")));
    }
    Golden.compare(PAGE, page.append(TAIL).toString());
  }
}
