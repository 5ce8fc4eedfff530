package io.jetpack.cli.healthcheck.validate.look;

import io.jetpack.cli.healthcheck.validate.rule.Finding;
import io.jetpack.cli.healthcheck.validate.rule.Rule;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The rules for a cluster-init project: {@code project.ini} and {@code specs/NAME/cluster-init}
 * with {@code scripts}, {@code files} and {@code tests}.
 */
public final class ProjectRules {

  private static final String INI = "project.ini";
  private static final Pattern SECTION = Pattern.compile("\\s*\\[\\s*([^\\]]*?)\\s*]\\s*");
  private static final Pattern VALUE = Pattern.compile("\\s*(name|version)\\s*[=:]\\s*(\\S.*)");
  private static final Pattern NUMBER = Pattern.compile("(\\d+).*", Pattern.DOTALL);

  private ProjectRules() {}

  /** Whether a folder is a project. */
  public static boolean isProject(Path folder) {
    return Files.isRegularFile(folder.resolve(INI)) || Files.isDirectory(folder.resolve("specs"));
  }

  /** What is wrong with the project itself. */
  public static List<Finding> look(Path project) throws IOException {
    List<Finding> findings = new ArrayList<>();
    ini(project, findings);
    List<Path> specs =
        SpecFolders.list(project.resolve("specs")).stream().filter(Files::isDirectory).toList();
    if (specs.isEmpty()) {
      findings.add(Finding.of(Rule.MISSING_SPEC, project, "the project has no spec"));
    }
    for (Path spec : specs) {
      if (isEmpty(spec)) {
        findings.add(
            Finding.of(
                Rule.MISSING_SPEC,
                project,
                "the spec '%s' has neither scripts nor files nor Chef"
                    .formatted(spec.getFileName())));
      }
    }
    return findings;
  }

  private static void ini(Path project, List<Finding> findings) throws IOException {
    Path ini = project.resolve(INI);
    if (!Files.isRegularFile(ini)) {
      findings.add(Finding.of(Rule.PROJECT_FILE, project, "there is no project.ini"));
      return;
    }
    String section = "";
    List<String> seen = new ArrayList<>();
    List<String> lines =
        new String(Files.readAllBytes(ini), StandardCharsets.UTF_8).lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      Matcher head = SECTION.matcher(lines.get(i));
      Matcher value = VALUE.matcher(lines.get(i));
      if (head.matches()) {
        section = head.group(1);
        String spec = section.startsWith("spec ") ? section.substring(5).strip() : "";
        if (!spec.isEmpty() && !Files.isDirectory(project.resolve("specs").resolve(spec))) {
          findings.add(
              Finding.of(
                  Rule.MISSING_SPEC,
                  ini,
                  i + 1,
                  0,
                  "there is no folder 'specs/%s'".formatted(spec)));
        }
      } else if (section.equals("project") && value.matches()) {
        seen.add(value.group(1));
      }
    }
    for (String key : List.of("name", "version")) {
      if (!seen.contains(key)) {
        findings.add(Finding.of(Rule.PROJECT_FILE, ini, "[project] has no '%s'".formatted(key)));
      }
    }
  }

  private static boolean isEmpty(Path spec) throws IOException {
    try (Stream<Path> all = Files.walk(spec)) {
      return all.filter(Files::isRegularFile)
          .map(file -> file.getFileName().toString())
          .allMatch(name ->
              name.startsWith(".")
                  || name.equalsIgnoreCase("README.md")
                  || name.equals("README.txt"));
    }
  }

  /**
   * Numbers at the start of names that bytes put into another order; the first of each spec tells
   * enough.
   *
   * @param specs their folders with scripts
   */
  public static List<Finding> order(List<Path> specs) throws IOException {
    List<Finding> findings = new ArrayList<>();
    for (Path spec : specs) {
      order(spec, findings);
    }
    return findings;
  }

  private static void order(Path spec, List<Finding> findings) throws IOException {
    List<Path> scripts = SpecFolders.list(spec.resolve("scripts"));
    Path before = null;
    BigInteger most = null;
    for (Path script : scripts) {
      Matcher number = NUMBER.matcher(script.getFileName().toString());
      if (!number.matches() || !Files.isRegularFile(script)) {
        continue;
      }
      BigInteger value = new BigInteger(number.group(1));
      if (before != null && most != null && value.compareTo(most) < 0) {
        findings.add(
            Finding.of(
                Rule.NAME_ORDER,
                script,
                "'%s' runs before '%s'".formatted(before.getFileName(), script.getFileName())));
        return;
      } else {
        before = script;
        most = value;
      }
    }
  }
}
