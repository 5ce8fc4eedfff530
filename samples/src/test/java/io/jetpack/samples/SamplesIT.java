package io.jetpack.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The sample checks, run by the program as it is shipped. */
class SamplesIT {

  private static final int LEAST_CHECKS = 12;

  /** State and check, runtime, time, at the start of a line of the table. */
  private static final Pattern TIME =
      Pattern.compile("(?m)^(\\S+ +\\S+ +)(\\S+) +(TIME|\\d+\\.\\d\\d s)");

  /** So wide that a busy machine, or a full one, is no failure of the samples. */
  private static final Map<String, String> GENEROUS =
      Map.of(
          "CLOCK_DRIFT_LIMIT_MILLISECONDS", "999999999",
          "DISK_FULL_LIMIT_PERCENT", "101",
          "FAILED_UNITS_IGNORE", "*",
          "INODES_LIMIT_PERCENT", "101",
          "LOAD_LIMIT_PER_CORE", "100000",
          "MEMORY_AVAILABLE_LIMIT_PERCENT", "0",
          "MEMORY_SWAP_LIMIT_PAGES_PER_SECOND", "1000000000",
          "NETWORK_IGNORE", "*",
          "OOM_KILLS_LIMIT", "1000000",
          "ZOMBIES_LIMIT", "1000000");

  @TempDir Path directory;

  private Distribution jetpack;

  @BeforeEach
  void prepare() throws IOException {
    jetpack = new Distribution(directory);
    GENEROUS.forEach(jetpack::variable);
    jetpack.variable("OOM_KILLS_STATE_DIR", jetpack.folder("state").toString());
    jetpack.variable("MOUNT_HANGS_LOCK_DIR", jetpack.folder("locks").toString());
  }

  @Test
  void everySampleIsHealthyAndRunsWhereItShould() throws Exception {
    Distribution.Call call =
        jetpack.run("healthcheck", "run", "--format", "json", "samples/healthcheck.d");
    assertThat(call.exitCode()).as("%s%s", call.out(), call.err()).isZero();
    Map<String, String> runtimes = new TreeMap<>();
    for (JsonNode check : JsonMapper.shared().readTree(call.out()).get("checks")) {
      assertThat(check.get("state").asString()).as(check.toPrettyString()).isEqualTo("healthy");
      assertThat(check.get("stdout").asString()).as(check.toPrettyString()).isNotBlank();
      runtimes.put(check.get("check").asString(), check.get("runtime").asString());
    }
    assertThat(runtimes).hasSizeGreaterThanOrEqualTo(LEAST_CHECKS);
    assertThat(runtimes.keySet()).containsExactlyElementsOf(samples(".py", ".sh"));
    assertThat(runtimes)
        .allSatisfy((name, runtime) ->
            assertThat(runtime).isEqualTo(name.endsWith(".py") ? "python" : "process"));
    assertThat(jetpack.leftInTemporaryFolder()).isEmpty();
  }

  /** The names of the samples that end so, in byte order. */
  private static List<String> samples(String... endings) throws IOException {
    try (Stream<Path> files = Files.list(Path.of("healthcheck.d"))) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> Stream.of(endings).anyMatch(name::endsWith))
          .sorted()
          .toList();
    }
  }

  @Test
  void theBatchSampleRunsUnderWine() throws Exception {
    boolean wine =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "wine")));
    assumeTrue(wine, "wine is not installed: apt-get install wine wine64");
    jetpack.variable("JETPACK_RUNNER_BATCH_COMMAND", "wine cmd.exe /d /c");
    jetpack.variable("WINEDEBUG", "-all");
    // the first call on a machine sets Wine up, which may take longer than a check may
    Distribution.Call first = jetpack.run("healthcheck", "run", slowBatch().toString());
    assertThat(first.exitCode()).as("%s%s", first.out(), first.err()).isZero();
    jetpack.variable("DISK_SPACE_LIMIT_GB", "0");
    Distribution.Call call = batch();
    assertThat(call.exitCode()).as("%s%s", call.out(), call.err()).isZero();
    JsonNode check = JsonMapper.shared().readTree(call.out()).get("checks").get(0);
    assertThat(check.get("runtime").asString()).isEqualTo("process");
    assertThat(check.get("stdout").asString()).contains("GB free on C:");

    jetpack.variable("DISK_SPACE_LIMIT_GB", "2000000000");
    JsonNode full = JsonMapper.shared().readTree(batch().out()).get("checks").get(0);
    assertThat(full.get("state").asString()).isEqualTo("unknown");
    assertThat(full.get("exit_code").asInt()).isEqualTo(2);
  }

  private Path slowBatch() throws IOException {
    return Files.writeString(
        jetpack.folder("batch").resolve("first.bat"),
        "@echo off\r\nrem jetpack: timeout=100s daemons=keep\r\nexit /b 0\r\n");
  }

  private Distribution.Call batch() throws Exception {
    return jetpack.run(
        "healthcheck", "run", "--format", "json", "samples/healthcheck.d/disk_space.bat");
  }

  @Test
  void theFailingSamplesShowAllVerdicts() throws Exception {
    Distribution.Call call = jetpack.run("healthcheck", "run", "samples/healthcheck-failing.d");
    assertThat(call.exitCode()).as("%s%s", call.out(), call.err()).isEqualTo(254);
    assertThat(call.err()).isEmpty();
    assertThat(call.out())
        .containsPattern("(?m)^healthy ")
        .containsPattern("(?m)^unknown ")
        .containsPattern("(?m)^terminate ")
        .doesNotContain(directory.toString());
    Golden.compare("healthcheck-failing.txt", alikeEverywhere(call.out()));
    assertThat(jetpack.leftInTemporaryFolder()).isEmpty();
    try (Stream<ProcessHandle> processes = ProcessHandle.allProcesses()) {
      Pattern left = Pattern.compile(Pattern.quote(Distribution.ROOT + "/samples/healthcheck"));
      assertThat(processes.map(process -> process.info().commandLine().orElse("")))
          .noneMatch(left.asPredicate());
    }
  }

  /** Times are zero, in a column of the usual width. */
  private static String alikeEverywhere(String text) {
    return TIME.matcher(text.replace(Distribution.ROOT.toString(), "CHECKOUT"))
        .replaceAll(found -> {
          String time = found.group(3).equals("TIME") ? "TIME" : "0.00 s";
          return "%s%-7s  %6s".formatted(found.group(1), found.group(2), time);
        });
  }
}
