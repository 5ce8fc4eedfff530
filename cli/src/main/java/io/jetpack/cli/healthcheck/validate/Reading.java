package io.jetpack.cli.healthcheck.validate;

import io.jetpack.cli.healthcheck.validate.rule.Finding;
import io.jetpack.cli.healthcheck.validate.rule.Rule;
import io.jetpack.cli.healthcheck.validate.rule.Source;
import io.jetpack.runner.Script;
import io.jetpack.text.IoReason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** What came of reading a script. */
sealed interface Reading {

  /** A larger file is no script. */
  long LIMIT_BYTES = 16L * 1024 * 1024;

  /** It is text. */
  record Good(Source source) implements Reading {}

  /** It is not. */
  record Bad(Finding finding) implements Reading {}

  /** Reads a script. */
  static Reading of(Targets.Target target) {
    Path path = target.check().script();
    Optional<String> problem = Script.whyUnreadable(path);
    if (problem.isPresent()) {
      return bad(path, problem.get());
    }
    try {
      if (Files.size(path) > LIMIT_BYTES) {
        return bad(path, "larger than %d bytes".formatted(LIMIT_BYTES));
      }
      byte[] bytes = Files.readAllBytes(path);
      if (bytes.length == 0) {
        return bad(path, "empty");
      }
      String text = new String(bytes, StandardCharsets.UTF_8);
      if (text.indexOf('\0') >= 0) {
        return bad(path, "not a text: it has zero bytes");
      }
      Source source =
          Source.of(
              target.check(),
              text,
              Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes),
              target.role());
      boolean taken =
          target.role() == Source.Role.INIT
              || source.script().language() != Script.Language.UNKNOWN
              || text.startsWith("\uFEFF");
      return taken
          ? new Good(source)
          : bad(path, "nothing says how to run it: give it a first line such as #!/bin/bash");
    } catch (IOException e) {
      return bad(path, IoReason.of(e));
    }
  }

  private static Bad bad(Path path, String message) {
    return new Bad(Finding.of(Rule.UNREADABLE, path, message));
  }
}
