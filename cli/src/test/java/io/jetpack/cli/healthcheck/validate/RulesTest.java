package io.jetpack.cli.healthcheck.validate;

import static org.assertj.core.api.Assertions.assertThat;

import io.jetpack.cli.Transcript;
import io.jetpack.cli.healthcheck.validate.RuleFixtures.Fixture;
import io.jetpack.cli.healthcheck.validate.rule.Rule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Each rule by scripts that break it and scripts that nearly do. */
@Timeout(120)
class RulesTest {

  /** Tested where there are files with modes, runs and projects. */
  private static final Set<Rule> ELSEWHERE =
      EnumSet.of(
          Rule.NOT_TAKEN,
          Rule.NOT_ANALYZED,
          Rule.ENCODING,
          Rule.OPEN_TO_ALL,
          Rule.PROJECT_FILE,
          Rule.MISSING_SPEC,
          Rule.NAME_ORDER,
          Rule.RUN_TERMINATE,
          Rule.RUN_EXPECTED_TERMINATE,
          Rule.RUN_FAILED,
          Rule.RUN_UNKNOWN,
          Rule.LEFT_PROCESSES,
          Rule.LEFT_THREADS,
          Rule.LEFT_FILES,
          Rule.WORKING_DIRECTORY,
          Rule.SECOND_RUN);

  @TempDir static Path home;

  private static final Map<String, List<String>> FOUND = new HashMap<>();

  @BeforeAll
  static void validateAllAtOnce() throws IOException {
    List<String> arguments = new ArrayList<>(List.of("healthcheck", "validate", "--format=json"));
    for (int i = 0; i < RuleFixtures.ALL.size(); i++) {
      Fixture fixture = RuleFixtures.ALL.get(i);
      Path file = home.resolve("fixture%d.%s".formatted(i, fixture.extension()));
      Files.writeString(file, fixture.text());
      arguments.add(file.toString());
    }
    FOUND.putAll(rules(new Transcript(home).run(arguments.toArray(String[]::new)).out()));
  }

  /** The rules that each file breaks, by the file's name; not those of shellcheck. */
  private static Map<String, List<String>> rules(String json) {
    Map<String, List<String>> rules = new HashMap<>();
    for (JsonNode file : JsonMapper.shared().readTree(json).get("files")) {
      List<String> ids = new ArrayList<>();
      for (JsonNode finding : file.get("findings")) {
        String id = finding.get("rule").asString();
        if (!id.startsWith("SC")) {
          ids.add(id);
        }
      }
      Path path = Path.of(file.get("path").asString());
      rules.put(String.valueOf(path.getFileName()), ids);
    }
    return rules;
  }

  static Stream<Integer> fixtures() {
    return IntStream.range(0, RuleFixtures.ALL.size()).boxed();
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void aScriptBreaksTheRulesThatItIsMeantTo(int index) {
    Fixture fixture = RuleFixtures.ALL.get(index);
    List<String> expected = fixture.breaks() ? List.of(fixture.rule().id()) : List.of();
    assertThat(FOUND.get("fixture%d.%s".formatted(index, fixture.extension())))
        .as("%s%n%s", fixture.rule(), fixture.text())
        .isEqualTo(expected);
  }

  @Test
  void everyRuleHasBothKindsOfScripts() {
    for (boolean breaks : new boolean[] {true, false}) {
      Set<Rule> covered =
          RuleFixtures.ALL.stream()
              .filter(fixture -> fixture.breaks() == breaks)
              .map(Fixture::rule)
              .collect(Collectors.toSet());
      covered.addAll(ELSEWHERE);
      assertThat(covered).containsExactlyInAnyOrder(Rule.values());
    }
  }

  private Map<String, List<String>> validate(Path... paths) {
    List<String> arguments = new ArrayList<>(List.of("healthcheck", "validate", "--format=json"));
    Arrays.stream(paths).map(Path::toString).forEach(arguments::add);
    return rules(new Transcript(home).run(arguments.toArray(String[]::new)).out());
  }

  @Test
  void modesAndEncodingsAreLookedAt() throws IOException {
    Path folder = Files.createDirectories(home.resolve("modes"));
    script(folder.resolve("open.sh"), "rwxrwxrwx");
    script(folder.resolve("fine.sh"), "rwxrwxr-x");
    script(folder.resolve("noext"), "rwxr-xr-x");
    Files.writeString(folder.resolve("noext"), "echo a\n");
    Files.writeString(folder.resolve("data"), "a\n");
    Files.write(
        folder.resolve("latin.sh"),
        "#!/bin/bash\n# \u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
    Files.writeString(folder.resolve("utf8.sh"), "#!/bin/bash\n# \u00e9\n");
    assertThat(validate(folder))
        .containsOnly(
            Map.entry("open.sh", List.of("open-to-all")),
            Map.entry("fine.sh", List.of()),
            Map.entry("noext", List.of("not-taken")),
            Map.entry("latin.sh", List.of("encoding")),
            Map.entry("utf8.sh", List.of()));
  }

  private static void script(Path path, String mode) throws IOException {
    Files.writeString(path, "#!/bin/bash\nexit 0\n");
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
  }

  @Test
  void whatIsIgnoredIsNotFound() throws IOException {
    Path folder = Files.createDirectories(home.resolve("ignored"));
    Files.writeString(
        folder.resolve("line.sh"), "#!/bin/bash\nexit -2 # jetpack: ignore=accidental-254\n");
    Files.writeString(
        folder.resolve("next.sh"),
        "#!/bin/bash\necho\n# jetpack: ignore=accidental-254,secret\nexit -2\n");
    Files.writeString(
        folder.resolve("file.py"),
        "# jetpack: timeout=5s ignore=missing-module\nimport a\nimport b\n");
    Files.writeString(
        folder.resolve("other.sh"),
        "#!/bin/bash\n:\n# jetpack: ignore=accidental-254\n:\nexit -2\n");
    assertThat(validate(folder))
        .containsOnly(
            Map.entry("line.sh", List.of()),
            Map.entry("next.sh", List.of()),
            Map.entry("file.py", List.of()),
            Map.entry("other.sh", List.of("accidental-254")));
  }

  @Test
  void aProjectIsLookedAtAsAWhole() throws IOException {
    Path project = home.resolve("project");
    Path scripts = Files.createDirectories(project.resolve("specs/default/cluster-init/scripts"));
    Path checks =
        Files.createDirectories(project.resolve("specs/default/cluster-init/files/healthcheck.d"));
    Files.createDirectories(project.resolve("specs/empty"));
    Files.writeString(project.resolve("project.ini"), "[project]\nname = x\n[spec gone]\n");
    Files.writeString(scripts.resolve("10_a.sh"), "#!/bin/bash\naws s3 cp a b\n");
    Files.writeString(scripts.resolve("100_b.sh"), "#!/bin/bash\nif\n");
    Files.writeString(scripts.resolve("20_c.sh"), "#!/bin/bash\ncurl http://x/\n");
    Files.writeString(checks.resolve("d.sh"), "#!/bin/bash\nexit -2\n");
    assertThat(validate(project))
        .containsOnly(
            Map.entry("project", List.of("missing-spec")),
            Map.entry("project.ini", List.of("missing-spec", "project-file")),
            Map.entry("10_a.sh", List.of("name-order")),
            Map.entry("100_b.sh", List.of("syntax")),
            Map.entry("20_c.sh", List.of()),
            Map.entry("d.sh", List.of("accidental-254")));
    Files.writeString(project.resolve("project.ini"), "[project]\nname = x\nversion = 1\n");
    Files.delete(project.resolve("specs/empty"));
    Files.move(scripts.resolve("10_a.sh"), scripts.resolve("010_a.sh"));
    assertThat(validate(project)).doesNotContainKeys("project", "project.ini");
  }

  @Test
  void aSpecIsLookedAtWhereverItLies() throws IOException {
    for (String place :
        List.of(
            "locker/default/cluster-init/scripts",
            "node/default/scripts",
            "spec/cluster-init/scripts",
            "cluster-init/scripts")) {
      Path root = home.resolve(place.replaceFirst("/.*", ""));
      Path scripts = Files.createDirectories(home.resolve(place));
      Files.writeString(root.resolve("README.md"), "what this is");
      Files.writeString(scripts.resolve("10_a.sh"), "#!/bin/bash\necho a\n");
      Files.writeString(scripts.resolve("100_b.sh"), "#!/bin/bash\nif\n");
      Path checks = Files.createDirectories(scripts.resolveSibling("files/healthcheck.d"));
      Files.writeString(checks.resolve("d.sh"), "#!/bin/bash\nexit -2\n");
      assertThat(validate(root))
          .as(place)
          .containsOnly(
              Map.entry("10_a.sh", List.of("name-order")),
              Map.entry("100_b.sh", List.of("syntax")),
              Map.entry("d.sh", List.of("accidental-254")));
    }
    Path checks = home.resolve("checks");
    Files.createDirectories(checks.resolve("scripts"));
    Files.writeString(checks.resolve("e.sh"), "#!/bin/bash\nexit -2\n");
    assertThat(validate(checks)).as("a folder of checks").containsOnlyKeys("e.sh");
  }
}
