package io.jetpack.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The archive that operators unpack, on a machine that has nothing else. */
@Timeout(300)
class ArchiveIT {

  private static final Path TARGET = Path.of("../cli/target").toAbsolutePath().normalize();

  /** There is no java on it. */
  private static final String PATH = "/usr/bin:/bin";

  private record Call(int exitCode, String out, String err) {}

  @TempDir static Path scratch;

  /** With a space in it, and not where the caches were made. */
  private static Path unpacked = Path.of("");

  @BeforeAll
  static void unpack() throws Exception {
    List<Path> archives = archives("jetpack-*-linux-*.tar.gz");
    assumeTrue(!archives.isEmpty(), "built with -Djetpack.archives.skip=true");
    Path folder = Files.createDirectories(scratch.resolve("a place"));
    Process tar =
        new ProcessBuilder("tar", "-xzf", archives.getFirst().toString(), "-C", folder.toString())
            .inheritIO()
            .start();
    assertThat(tar.waitFor()).isZero();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder)) {
      unpacked = found.iterator().next();
    }
  }

  private static List<Path> archives(String pattern) throws IOException {
    try (DirectoryStream<Path> found = Files.newDirectoryStream(TARGET, pattern)) {
      return StreamSupport.stream(found.spliterator(), false)
          .filter(path -> !path.toString().contains("noruntime"))
          .sorted()
          .toList();
    }
  }

  private static Call run(Path program, Map<String, String> more, String... words)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile(scratch, "out", "");
    Path err = Files.createTempFile(scratch, "err", "");
    ProcessBuilder builder = new ProcessBuilder(program.resolve("bin/jetpack").toString());
    builder.command().addAll(List.of(words));
    Map<String, String> environment = new HashMap<>(Map.of("PATH", PATH, "HOME", "/nonexistent"));
    environment.put("TMPDIR", scratch.toString());
    environment.putAll(more);
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    return new Call(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  private static Call run(String... words) throws IOException, InterruptedException {
    return run(unpacked, Map.of(), words);
  }

  @Test
  void it_runs_with_its_own_runtime_whatever_else_there_is() throws Exception {
    Map<String, String> misleading =
        Map.of("JAVA_HOME", "/nonexistent", "JETPACK_JAVA_HOME", "/nonexistent");
    Call call = run(unpacked, misleading, "--version");
    assertThat(call).isEqualTo(new Call(0, call.out(), ""));
    assertThat(call.out()).matches("\\d[\\w.-]+\n");
  }

  @Test
  void it_runs_checks_in_bash_and_python_and_writes_nothing_but_its_home() throws Exception {
    Files.writeString(unpacked.resolve("config/healthcheck.d/a.sh"), "echo fine\n");
    Files.writeString(
        unpacked.resolve("config/healthcheck.d/b.py"),
        "import json, ssl, socket, subprocess\nprint(subprocess.check_output(['echo', 'x']))\n");
    Call call = run("healthcheck", "run");
    assertThat(call.err()).isEmpty();
    assertThat(call.out()).contains("healthy  a.sh", "healthy  b.py", "2 healthy");
    assertThat(call.exitCode()).isZero();
    assertThat(Path.of("/nonexistent")).doesNotExist();
  }

  @Test
  void its_caches_are_used() throws Exception {
    for (String cache : List.of("command", "checks")) {
      Path file = unpacked.resolve("system/" + cache + ".aot");
      Path log = scratch.resolve(cache + ".classes");
      Process process =
          new ProcessBuilder(
                  unpacked.resolve("system/runtime/bin/java").toString(),
                  "@" + unpacked.resolve("system/jvm.options"),
                  "-XX:AOTCache=" + file,
                  "-Xlog:class+load:file=" + log,
                  "-cp",
                  unpacked.resolve("system/lib/jetpack.jar").toString(),
                  "io.jetpack.cli.Jetpack",
                  "--help")
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      assertThat(process.waitFor()).isZero();
      assertThat(Files.readAllLines(log))
          .filteredOn(line -> line.contains(" io.jetpack.cli.CommandLoader "))
          .singleElement()
          .asString()
          .contains("shared objects file");
    }
  }

  @Test
  void a_cache_that_is_damaged_or_of_another_program_is_not_missed() throws Exception {
    Path cache = unpacked.resolve("system/command.aot");
    byte[] whole = Files.readAllBytes(cache);
    try {
      for (byte[] damaged :
          List.of(
              new byte[0],
              "garbage".getBytes(StandardCharsets.UTF_8),
              Arrays.copyOf(whole, 100_000))) {
        Files.write(cache, damaged);
        Call call = run("config", "platform");
        assertThat(call.err()).isEmpty();
        assertThat(call.exitCode()).isZero();
      }
    } finally {
      Files.write(cache, whole);
    }
  }

  @Test
  void it_runs_through_a_link() throws Exception {
    Path other = Files.createDirectories(scratch.resolve("other/bin"));
    Path _ = Files.createSymbolicLink(other.resolve("jetpack"), unpacked.resolve("bin/jetpack"));
    assertThat(run(scratch.resolve("other"), Map.of(), "--version").exitCode()).isZero();
  }

  @Test
  void it_is_not_too_large() throws Exception {
    for (Path archive : archives("jetpack-*-linux-*.tar.gz")) {
      assertThat(Files.size(archive)).isLessThan(150_000_000);
    }
  }
}
