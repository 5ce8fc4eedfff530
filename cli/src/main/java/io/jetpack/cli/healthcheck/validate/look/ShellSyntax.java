package io.jetpack.cli.healthcheck.validate.look;

import io.jetpack.cli.healthcheck.validate.rule.Finding;
import io.jetpack.cli.healthcheck.validate.rule.Rule;
import io.jetpack.cli.healthcheck.validate.rule.Source;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks the shells themselves, {@code bash -n}, many scripts by one process. */
final class ShellSyntax {

  private static final String LOOP =
      """
      shell=$1
      shift
      for file; do
        printf '\\036%s\\037' "$file"
        "$shell" -n "$file" 2>&1 </dev/null || printf '\\037'
      done
      """;

  private static final Pattern MESSAGE = Pattern.compile("(?:line )?(\\d+): (.*)");

  private ShellSyntax() {}

  static List<Finding> look(Tools tools, List<Source> sources) throws InterruptedException {
    Map<String, List<Source>> byShell = new HashMap<>();
    for (Source source : sources) {
      if (source.isShell() && tools.has(source.shell())) {
        byShell.computeIfAbsent(source.shell(), shell -> new ArrayList<>()).add(source);
      }
    }
    List<Finding> findings = new ArrayList<>();
    for (Map.Entry<String, List<Source>> each : byShell.entrySet()) {
      findings.addAll(look(tools, each.getKey(), each.getValue()));
    }
    return findings;
  }

  private static List<Finding> look(Tools tools, String shell, List<Source> sources)
      throws InterruptedException {
    Map<String, Source> byPath = new HashMap<>();
    List<String> arguments = new ArrayList<>(List.of(shell));
    for (Source source : sources) {
      Path path = source.check().script().toAbsolutePath();
      byPath.put(path.toString(), source);
      arguments.add(path.toString());
    }
    List<Finding> findings = new ArrayList<>();
    for (String record : tools.output("syntax", LOOP, arguments).split("\u001E")) {
      String[] fields = record.split("\u001F", -1);
      Source source = byPath.get(fields[0]);
      // a third field is there when the shell refused the script
      if (source != null && fields.length > 2) {
        findings.add(finding(source, fields[0], fields[1]));
      }
    }
    return findings;
  }

  private static Finding finding(Source source, String path, String output) {
    String first = output.lines().findFirst().orElse("").strip();
    String message = first.startsWith(path + ": ") ? first.substring(path.length() + 2) : first;
    Matcher matcher = MESSAGE.matcher(message);
    if (!matcher.matches()) {
      return source.finding(Rule.SYNTAX, 0, 0, message.isEmpty() ? "syntax error" : message);
    }
    int line = Math.min(Integer.parseInt(matcher.group(1)), source.lines().size());
    String what = matcher.group(2).replaceFirst("^[Ss]yntax error: ", "");
    return source.finding(Rule.SYNTAX, line, 0, what);
  }
}
