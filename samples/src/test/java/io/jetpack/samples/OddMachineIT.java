package io.jetpack.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every command on machines that lack something which nearly all have ({@code odd-machine.sh} makes
 * them, as root): they end there as on this one.
 */
@Timeout(600)
@Execution(ExecutionMode.CONCURRENT)
class OddMachineIT {

  private static final String NOTHING = "nothing";

  /** The name of a class with its packages, as messages of the JDK begin, or a line of a trace. */
  private static final Pattern CLASS =
      Pattern.compile(
          "\\b(?:[a-z]\\w*\\.)+[A-Z]\\w*(?:Exception|Error)\\b|^\\s*at [\\w.$/]+\\(",
          Pattern.MULTILINE);

  private static final Pattern CALL = Pattern.compile("(?m)^\\$ (jetpack .*)$|^\\[(\\d+)]$");

  @TempDir static Path scratch;

  private static Path script = Path.of("");
  private static Path program = Path.of("");

  /** What each call ends with where nothing is missing. */
  private static Map<String, Integer> usual = Map.of();

  @BeforeAll
  static void look() throws Exception {
    Process mount =
        new ProcessBuilder("unshare", "-m", "mount", "-t", "tmpfs", "tmpfs", scratch.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assumeTrue(mount.waitFor() == 0, "only root can make other machines");
    script = scratch.resolve("odd-machine.sh");
    try (InputStream in = OddMachineIT.class.getResourceAsStream("/odd-machine.sh")) {
      long ignored =
          Files.copy(Objects.requireNonNull(in), script, StandardCopyOption.REPLACE_EXISTING);
    }
    boolean built = !Archives.withRuntime("jetpack-*-linux-*.tar.gz").isEmpty();
    program = built ? Archives.unpack(scratch.resolve("archive")) : Archives.BUILT;
    usual = calls(session(NOTHING));
  }

  /** Calls every command on a machine that lacks something, and returns all that was seen. */
  private static String session(String missing) throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory(scratch, "machine");
    Path node = node(directory.resolve("node"));
    Path said = directory.resolve("said");
    Process process =
        new ProcessBuilder(
                "unshare",
                "--mount",
                "--pid",
                "--fork",
                "--kill-child",
                "sh",
                script.toString(),
                missing,
                Files.createDirectory(directory.resolve("root")).toString(),
                program.toString(),
                System.getProperty("java.home"),
                node.toString())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    try {
      boolean ended = process.waitFor(400, TimeUnit.SECONDS);
      assertThat(ended).as("ended in time:%n%s", Files.readString(said)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    String text = Files.readString(said);
    assertThat(process.exitValue()).as(text).isZero();
    return text;
  }

  /** A home with checks, a project and the root of an image. */
  private static Path node(Path node) throws IOException {
    script(node, "config/healthcheck.d/a.sh", "#!/bin/sh\necho fine\n");
    script(
        node,
        "config/healthcheck.d/b.py",
        "import os, tempfile\nos.statvfs('/')\nprint(tempfile.mkdtemp())\n");
    script(
        node, "locker/projects/p/1.0/default/cluster-init/scripts/1.sh", "#!/bin/sh\necho done\n");
    Files.writeString(
        node.resolve("config/node.json"),
        """
        {"cyclecloud": {
          "cluster": {"name": "hpc"},
          "cluster_init_specs": [
            {"project": "p", "version": "1.0", "spec": "default", "locker": "/node/locker"}]}}
        """);
    Files.createDirectories(node.resolve("user"));
    Path etc = Files.createDirectories(node.resolve("image/etc"));
    Files.writeString(etc.resolve("passwd"), "root:x:0:0:root:/root:/bin/sh\n");
    Files.writeString(etc.resolve("group"), "root:x:0:\n");
    return node;
  }

  private static void script(Path node, String name, String text) throws IOException {
    Path file = node.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** Each call with its exit code. */
  private static Map<String, Integer> calls(String session) {
    Map<String, Integer> codes = new LinkedHashMap<>();
    Matcher matcher = CALL.matcher(session);
    String call = "";
    while (matcher.find()) {
      if (matcher.group(1) != null) {
        call = matcher.group(1);
      } else {
        codes.put(call, Integer.valueOf(matcher.group(2)));
      }
    }
    return codes;
  }

  private static List<String> errors(String session) {
    return session.lines().filter(line -> line.startsWith("err|")).toList();
  }

  private static void requireNoJava(String session) {
    assertThat(session).doesNotContain("this is a bug").doesNotContainPattern(CLASS);
  }

  @Test
  void every_command_is_called() throws Exception {
    Archives.Call help = Archives.run(program, javaOfThisTest(), "help");
    List<String> commands =
        help.out()
            .lines()
            .filter(line -> line.matches("  [a-z]+( [a-z]+)? {2,}[a-z].*"))
            .map(line -> line.strip().replaceAll(" {2,}.*", ""))
            .toList();
    assertThat(commands).contains("converge", "healthcheck service").hasSizeGreaterThan(14);
    for (String command : commands) {
      assertThat(usual.keySet()).anyMatch(call -> call.startsWith("jetpack " + command));
    }
  }

  private static Map<String, String> javaOfThisTest() {
    return Map.of("JETPACK_JAVA_HOME", System.getProperty("java.home"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/proc/mounts", "/sys", "/dev/shm", "/tmp", "/etc/passwd", "name"})
  void without_it_every_command_ends_as_with_it(String missing) throws Exception {
    String session = session(missing);
    requireNoJava(session);
    assertThat(calls(session)).as(session).isEqualTo(usual);
    assertThat(usual.values()).containsOnly(0, 143);
  }

  @Test
  void without_proc_all_that_needs_java_says_so() throws Exception {
    String session = session("/proc");
    requireNoJava(session);
    assertThat(calls(session).keySet()).isEqualTo(usual.keySet());
    calls(session)
        .forEach((call, code) -> {
          // the overview needs no Java
          assertThat(code).as(call).isEqualTo(call.equals("jetpack help") ? 0 : 3);
        });
    assertThat(errors(session))
        .hasSizeGreaterThanOrEqualTo(usual.size() - 1)
        .allMatch(line -> line.startsWith("err| jetpack: there is no /proc here"));
  }
}
