package io.jetpack.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Each module of the standard library that python3 can import is in the archive, or known to lack.
 */
@Timeout(600)
class ArchiveModulesIT {

  private static final Path SCRIPT = Path.of("src/test/resources/import_all.py").toAbsolutePath();

  @TempDir private Path directory;

  @Test
  void it_imports_what_python3_imports_but_what_it_is_known_to_lack() throws Exception {
    List<String> there = new ArrayList<>();
    failures(underPython3(), there);
    // a minimal one of Debian has this many
    assertThat(there).hasSizeGreaterThan(150);

    List<String> here = new ArrayList<>();
    Map<String, String> failures =
        failures(inProcess(Files.write(directory.resolve("modules"), there)), here);
    assertThat(here.size() + failures.size()).isEqualTo(there.size());
    List<String> lacking = lacking();
    failures.keySet().removeIf(name -> below(lacking, name));
    assertThat(failures).isEmpty();
    assertThat(here).as("what is said to lack").noneMatch(lacking::contains);
  }

  /** Whether one of the names is that of the module, or of a package that it is in. */
  private static boolean below(List<String> names, String module) {
    return names.stream().anyMatch(name -> module.equals(name) || module.startsWith(name + "."));
  }

  private static List<String> lacking() throws IOException {
    return Files.readAllLines(SCRIPT.resolveSibling("lacking-modules.txt")).stream()
        .filter(line -> !line.startsWith("#") && !line.isEmpty())
        .flatMap(line -> List.of(line.split(" ", -1)).stream())
        .toList();
  }

  /** Splits what the script has printed: modules that were imported, and those that failed. */
  private static Map<String, String> failures(String printed, List<String> imported) {
    Map<String, String> failures = new TreeMap<>();
    for (String line : printed.lines().toList()) {
      int end = line.indexOf(' ');
      if (end < 0) {
        imported.add(line);
      } else {
        failures.put(line.substring(0, end), line.substring(end + 1));
      }
    }
    return failures;
  }

  private String inProcess(Path modules) throws Exception {
    Distribution.Call call =
        new Distribution(directory.resolve("distribution"))
            .variable("MODULES", modules.toString())
            .within(Duration.ofMinutes(5))
            .run("healthcheck", "run", "--format", "json", SCRIPT.toString());
    JsonNode check = JsonMapper.shared().readTree(call.out()).get("checks").get(0);
    assertThat(check.get("runtime").asString()).isEqualTo("python");
    assertThat(check.get("state").asString()).as(check.toPrettyString()).isEqualTo("healthy");
    return check.get("stdout").asString();
  }

  private String underPython3() throws IOException, InterruptedException {
    Path out = directory.resolve("python3.out");
    Process process =
        new ProcessBuilder("python3", SCRIPT.toString())
            .directory(directory.toFile())
            .redirectOutput(out.toFile())
            .redirectError(directory.resolve("python3.err").toFile())
            .start();
    try {
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).isZero();
    return Files.readString(out);
  }
}
