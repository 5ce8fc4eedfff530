package io.jetpack.samples;

import static org.assertj.core.api.Assertions.assertThat;

import io.jetpack.samples.Archives.Call;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the unpacked archive answers when its Java is exchanged for one that only says so. */
@Timeout(300)
class WithoutJavaIT {

  @TempDir static Path scratch;

  private static Path unpacked = Path.of("");

  @TempDir Path directory;

  private Path home;

  @BeforeAll
  static void unpack() throws Exception {
    unpacked = Archives.unpack(scratch);
  }

  @BeforeEach
  void layOut() throws IOException {
    home = directory.toRealPath();
    Files.createDirectories(home.resolve("config"));
    Files.createDirectories(home.resolve("run"));
  }

  private Call run(String... words) throws Exception {
    return Archives.run(unpacked, Map.of("CYCLECLOUD_HOME", home.toString()), words);
  }

  private Call runWithoutJava(String... words) throws Exception {
    Path java = unpacked.resolve("system/runtime/bin/java");
    Path away = Files.move(java, java.resolveSibling("java.away"));
    try {
      Files.writeString(java, "#!/bin/sh\necho JAVA\n");
      Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
      return run(words);
    } finally {
      Files.delete(java);
      Files.move(away, java);
    }
  }

  private void node(String text) throws IOException {
    Path file = Files.writeString(home.resolve("config/node.json"), text);
    Files.setLastModifiedTime(
        file, FileTime.from(Instant.now().minus(Duration.ofHours(1).plusNanos(text.hashCode()))));
  }

  @Test
  void what_was_asked_once_is_answered_until_the_file_changes() throws Exception {
    node("{\"cyclecloud\": {\"cluster\": {\"name\": \"hpc-1\", \"size\": 3}}}");
    assertThat(runWithoutJava("config", "cyclecloud.cluster.name").out()).isEqualTo("JAVA\n");
    assertThat(run("config", "cyclecloud.cluster.size").out()).isEqualTo("3\n");
    assertThat(runWithoutJava("config", "cyclecloud.cluster.name").out()).isEqualTo("hpc-1\n");
    assertThat(runWithoutJava("config", "no.such", "default").out()).isEqualTo("default\n");
    assertThat(runWithoutJava("config", "platform", "default").out()).isEqualTo("JAVA\n");
    assertThat(runWithoutJava("config", "cyclecloud.instance.id", "x").out()).isEqualTo("JAVA\n");
    node("{\"cyclecloud\": {\"cluster\": {\"name\": \"hpc-2\"}}}");
    assertThat(runWithoutJava("config", "cyclecloud.cluster.name").out()).isEqualTo("JAVA\n");
    assertThat(run("config", "cyclecloud.cluster.name").out()).isEqualTo("hpc-2\n");
    assertThat(runWithoutJava("config", "cyclecloud.cluster.name").out()).isEqualTo("hpc-2\n");
  }

  @Test
  void help_is_the_same_with_and_without() throws Exception {
    Call without = runWithoutJava("--help");
    assertThat(without.out()).startsWith("usage: jetpack");
    assertThat(run("--home", home.toString(), "--help")).isEqualTo(without);
  }

  @Test
  void a_message_is_handed_over_to_the_service() throws Exception {
    Files.createDirectories(home.resolve("config/healthcheck.d"));
    ProcessBuilder builder =
        new ProcessBuilder(unpacked.resolve("bin/jetpack").toString(), "healthcheck", "service");
    builder.environment().put("CYCLECLOUD_HOME", home.toString());
    Process service =
        builder.redirectErrorStream(true).redirectOutput(home.resolve("said").toFile()).start();
    try {
      Path outbox = home.resolve("run/outbox");
      until(service, () -> Files.isDirectory(outbox.resolve("handed")));
      until(
          service,
          () ->
              Files.exists(outbox.resolve("drain.lock"))
                  && Files.size(outbox.resolve("drain.lock")) > 0);
      // the program that runs keeps its own file
      assertThat(runWithoutJava("log", "handed over", "-p", "high")).isEqualTo(new Call(0, "", ""));
      until(service, () -> isIn(outbox.resolve("new"), "\"message\":\"handed over\""));
      // first it is in the outbox, then it goes from here: a kill between the two loses nothing
      until(service, () -> isEmpty(outbox.resolve("handed")));
    } finally {
      service.destroy();
      assertThat(service.waitFor()).isIn(0, 143);
    }
  }

  private interface Condition {
    boolean holds() throws IOException;
  }

  /** Ends by the time limit of the class. */
  private void until(Process service, Condition condition) throws Exception {
    while (!condition.holds()) {
      assertThat(service.isAlive()).as("%s", home.resolve("said")).isTrue();
      Thread.sleep(20);
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.findAny().isEmpty();
    }
  }

  private static boolean isIn(Path folder, String text) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        if (Files.readString(file).contains(text)) {
          return true;
        }
      }
    }
    return false;
  }
}
