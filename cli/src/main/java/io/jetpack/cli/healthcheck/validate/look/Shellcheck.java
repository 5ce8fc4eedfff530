package io.jetpack.cli.healthcheck.validate.look;

import io.jetpack.cli.healthcheck.validate.rule.Finding;
import io.jetpack.cli.healthcheck.validate.rule.Severity;
import io.jetpack.cli.healthcheck.validate.rule.Source;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Folds in what shellcheck finds: its errors and warnings, not its remarks on style. One process
 * looks at many scripts.
 */
final class Shellcheck {

  static final String PROGRAM = "shellcheck";

  /** {@code local} in sh: every shell that is some Linux's sh has it. */
  private static final String NOISE = "SC3043";

  /** An exit code that no byte holds. */
  static final String EXIT_STATUS = "SC2242";

  private static final String WHY = "shellcheck knows what becomes of such a line in the shell";

  private Shellcheck() {}

  static List<Finding> look(Tools tools, List<Source> sources) throws InterruptedException {
    List<Finding> findings = new ArrayList<>();
    List<Source> named = new ArrayList<>();
    List<Source> unnamed = new ArrayList<>();
    for (Source source : sources) {
      if (source.isShell()) {
        (source.script().shebang().isPresent() ? named : unnamed).add(source);
      }
    }
    findings.addAll(look(tools, named, ""));
    findings.addAll(look(tools, unnamed, "--shell=bash "));
    return findings;
  }

  private static List<Finding> look(Tools tools, List<Source> sources, String option)
      throws InterruptedException {
    if (sources.isEmpty()) {
      return List.of();
    }
    Map<String, Source> byPath = new HashMap<>();
    for (Source source : sources) {
      Path path = source.check().script().toAbsolutePath();
      byPath.put(path.toString(), source);
    }
    String body =
        "exec shellcheck --norc --format=json1 --severity=warning --exclude="
            + NOISE
            + " "
            + option
            + "-- \"$@\" </dev/null\n";
    String json = tools.output(PROGRAM, body, List.copyOf(byPath.keySet()));
    List<Finding> findings = new ArrayList<>();
    try {
      for (JsonNode comment : JsonMapper.shared().readTree(json).path("comments")) {
        Source source = byPath.get(comment.path("file").asString(""));
        if (source != null) {
          findings.add(finding(source, comment));
        }
      }
    } catch (JacksonException e) {
      throw new IllegalStateException(
          "shellcheck's answer is no JSON: " + e.getOriginalMessage(), e);
    }
    return findings;
  }

  private static Finding finding(Source source, JsonNode comment) {
    String id = "SC" + comment.path("code").asInt();
    return new Finding(
        id,
        // only what the shell itself refuses is an error: many of shellcheck's harm nobody
        Severity.WARNING,
        source.check().script(),
        comment.path("line").asInt(),
        comment.path("column").asInt(),
        comment.path("message").asString("").replaceAll("\\s+", " ").strip(),
        WHY,
        "https://www.shellcheck.net/wiki/" + id);
  }
}
