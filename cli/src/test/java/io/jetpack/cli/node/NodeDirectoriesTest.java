package io.jetpack.cli.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.jetpack.cli.node.settings.SettingsReading;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Where {@code run} and {@code logs} lie, as the program and as the launcher find them. */
@Timeout(60)
@DisabledOnOs(OS.WINDOWS)
class NodeDirectoriesTest {

  private static final String RUN = NodeDirectories.RUN_VARIABLE;
  private static final String LOGS = NodeDirectories.LOGS_VARIABLE;

  @TempDir Path home;

  /** The text of jetpack.toml, variables, and which run and logs are chosen. */
  static Stream<Arguments> choices() {
    return Stream.of(
        choice("", Map.of(), "", ""),
        choice("[node]\nrun = \"/run/jetpack\"\n", Map.of(), "/run/jetpack", ""),
        choice("[node]\nlogs='/var/log/j j' # why\nrun\t=\t\"/r\"", Map.of(), "/r", "/var/log/j j"),
        choice("[node]\r\nrun = \"/r\"\r\n", Map.of(), "/r", ""),
        choice("  [node] # here\n  run = \"/a=b#c\"\n", Map.of(), "/a=b#c", ""),
        choice("[log]\nrun = \"/x\"\n[node]\nlogs = \"/l\"\n", Map.of(), "", "/l"),
        choice("[node]\n[log]\nrun = \"/x\"\n", Map.of(), "", ""),
        choice("run = \"/x\"\n[node]\nrunner = \"/y\"\nlogs2 = \"/y\"\n", Map.of(), "", ""),
        choice("[node]\nrun = \"relative\"\nlogs = \"\"\n", Map.of(), "", ""),
        choice("[node]\nrun = \"/half\nlogs = /bare\n", Map.of(), "", ""),
        choice("# [node]\n# run = \"/x\"\n", Map.of(), "", ""),
        choice("[node]\nrun = \"/r\"\nbroken", Map.of(LOGS, "/l"), "/r", "/l"),
        choice("[node]\nrun = \"/r\"\n", Map.of(RUN, "/v"), "/v", ""),
        choice("[node]\nrun = \"/r\"\n", Map.of(RUN, ""), "", ""),
        choice("[node]\nrun = \"/r\"\n", Map.of(RUN, "relative", LOGS, "/l"), "", "/l"),
        choice("[node]\nrun = \"/$(id)/`id`/$HOME/*\"\n", Map.of(), "/$(id)/`id`/$HOME/*", ""));
  }

  private static Arguments choice(
      String settings, Map<String, String> environment, String run, String logs) {
    return Arguments.of(settings, environment, run, logs);
  }

  @ParameterizedTest
  @MethodSource("choices")
  void the_launcher_finds_what_the_program_finds(
      String settings, Map<String, String> environment, String run, String logs) throws Exception {
    Path file = home.resolve("config/jetpack.toml");
    Files.createDirectories(home.resolve("config"));
    Files.writeString(file, settings);
    NodeDirectories read = NodeDirectories.read(file, environment);
    assertThat(read.run()).isEqualTo(path(run));
    assertThat(read.logs()).isEqualTo(path(logs));
    String usualRun = run.isEmpty() ? home + "/run" : run;
    String usualLogs = logs.isEmpty() ? home + "/logs" : logs;
    assertThat(Home.of(home, file, environment))
        .isEqualTo(new Home(home, Path.of(usualRun), Path.of(usualLogs)));
    for (List<String> shell : shells()) {
      assertThat(launcher(shell, environment))
          .as("%s", shell)
          .isEqualTo(usualRun + "\n" + usualLogs + "\n");
    }
  }

  private static Optional<Path> path(String text) {
    return Optional.of(text).filter(path -> !path.isEmpty()).map(Path::of);
  }

  private static List<List<String>> shells() {
    List<List<String>> shells = new ArrayList<>(List.of(List.of("/bin/sh")));
    Stream.of(List.of("/bin/bash"), List.of("/bin/busybox", "sh"), List.of("/bin/ksh"))
        .filter(shell -> Files.isExecutable(Path.of(shell.getFirst())))
        .forEach(shells::add);
    return shells;
  }

  private String launcher(List<String> shell, Map<String, String> environment)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(shell);
    words.addAll(
        List.of(
            "-c",
            "set -u; . src/dist/system/bin/node-directories; find_node_home;"
                + " find_node_directories; printf '%s\\n' \"$node_run\" \"$node_logs\""));
    ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder
        .environment()
        .putAll(Map.of("PATH", "/usr/bin:/bin", "CYCLECLOUD_HOME", home.toString()));
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(out).isZero();
    return out;
  }

  @ParameterizedTest
  @MethodSource("otherWays")
  void what_the_launcher_cannot_read_is_an_error(String settings, String key) throws Exception {
    Path file = Files.writeString(home.resolve("jetpack.toml"), settings);
    assertThat(SettingsReading.read(file, Map.of()))
        .isInstanceOfSatisfying(
            SettingsReading.Faulty.class,
            faulty ->
                assertThat(faulty.toString())
                    .contains(key)
                    .contains("is to be on a line of its own below [node]"));
  }

  static Stream<Arguments> otherWays() {
    return Stream.of(
        Arguments.of("node.run = \"/x\"\n", "node.run"),
        Arguments.of("node = { logs = \"/x\" }\n", "node.logs"),
        Arguments.of("[ node ]\nrun = \"/x\"\n", "node.run"),
        Arguments.of("[node]\nrun = \"/\\u0078\"\n", "node.run"),
        Arguments.of("[node]\nrun = \"\"\"\n/x\"\"\"\n", "node.run"));
  }

  @Test
  void a_file_of_another_kind_is_not_read() throws Exception {
    Path pipe = home.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    assertThat(NodeDirectories.read(pipe, Map.of()).run()).isEmpty();
  }
}
