package io.jetpack.cli.healthcheck.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.jetpack.cli.Transcript;
import io.jetpack.cli.healthcheck.service.log.ServiceLog;
import io.jetpack.cli.node.Home;
import io.jetpack.cli.node.RunOwner;
import io.jetpack.cli.node.files.OwnedLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A home that several nodes have, and one in which nothing of a node is written. */
@Timeout(120)
@DisabledOnOs(OS.WINDOWS)
class SharedHomeTest {

  private static final String OTHER = "4711 another-boot another-id node-2 2026-11-29T08:00:00Z";
  private static final String REFUSAL = "is in use by another node, 'node-2' (process 4711";

  @TempDir Path directory;

  private Path home() throws IOException {
    return Files.createDirectories(directory.resolve("home"));
  }

  private Path lockOfAnother() throws IOException {
    Files.createDirectories(home().resolve("run"));
    return Files.writeString(home().resolve("run/healthcheck.lock"), OTHER + "\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "keepalive 1h",
        "keepalive status",
        "log hello --no-wait",
        "send hello -r a.b --no-wait",
        "converge",
        "healthcheck run --act",
        "healthcheck service"
      })
  void what_would_change_the_state_of_another_node_does_nothing(String words) throws Exception {
    Path lock = lockOfAnother();
    Transcript.Call call = new Transcript(home()).run(words.split(" ", -1));
    assertThat(call.err()).contains(REFUSAL).contains("set [node] run in '" + home());
    assertThat(call.exitCode()).isEqualTo(1);
    assertThat(Files.readString(lock)).isEqualTo(OTHER + "\n");
    try (Stream<Path> files = Files.list(home().resolve("run"))) {
      assertThat(files).containsExactly(lock);
    }
  }

  @Test
  void the_status_is_shown_with_a_warning() throws Exception {
    Path _ = lockOfAnother();
    Transcript.Call call = new Transcript(home()).run("healthcheck", "status");
    assertThat(call.err()).contains("warning: '" + home().resolve("run") + "' " + REFUSAL);
  }

  @Test
  void a_service_notices_another_one_that_takes_its_lock() throws Exception {
    Home home = new Home(home());
    Path file = directory.resolve("log");
    AtomicLong now = new AtomicLong();
    Path lockFile = RunOwner.lock(home);
    String ours = RunOwner.present().line();
    try (ServiceLog log = new ServiceLog(file, 10_000, 1, Optional.empty(), Clock.systemUTC());
        LockRenewal renewal =
            new LockRenewal(OwnedLock.take(lockFile, ours), home, log, now::get)) {
      Files.writeString(lockFile, OTHER + "\n");
      renewal.renewWhenDue();
      assertThat(file).as("it is not due").doesNotExist();
      for (int look = 0; look < 2; look++) {
        Files.writeString(lockFile, OTHER + "\n");
        now.addAndGet(RunOwner.RENEWED_EVERY.toNanos());
        renewal.renewWhenDue();
        assertThat(Files.readString(lockFile)).isEqualTo(ours + "\n");
      }
    }
    assertThat(Files.readString(file)).containsOnlyOnce(REFUSAL);
    assertThat(Files.readString(lockFile)).isEmpty();
  }

  @Test
  void with_run_and_logs_elsewhere_nothing_is_written_into_the_home() throws Exception {
    Path home = home();
    Path run = directory.resolve("node/run");
    Path logs = directory.resolve("node/logs");
    Transcript node = new Transcript(home);
    Path _ =
        node.file(
            "config/jetpack.toml",
            "[node]\nrun = \"%s\"\nlogs = \"%s\"\n[converge]\nbase = \"%s\"\n"
                .formatted(run, logs, directory.resolve("base")));
    Path _ =
        node.file(
            "config/node.json",
            "{\"cyclecloud\": {\"cluster\": {\"name\": \"hpc\"}, \"cluster_init_specs\": [{\"project\": \"p\","
                + " \"version\": \"1\", \"spec\": \"s\", \"locker\": \"%s\"}]}}"
                    .formatted(directory.resolve("locker")));
    Path script = directory.resolve("locker/projects/p/1/s/cluster-init/scripts/1.sh");
    Files.createDirectories(script.getParent());
    Files.writeString(script, "#!/bin/sh\necho done\n");
    ServiceProcess.check(home, "fine.sh", "exit 0");
    List<Path> before = files(home);
    assertThat(node.run("keepalive", "1h").exitCode()).isZero();
    assertThat(node.run("log", "hello", "--no-wait").exitCode()).isZero();
    assertThat(node.run("config", "cyclecloud.cluster.name").out()).isEqualTo("hpc\n");
    Transcript.Call converge = node.run("converge");
    assertThat(converge.exitCode()).as(converge.err()).isZero();
    assertThat(node.run("healthcheck", "run", "--act").exitCode()).isZero();
    try (ServiceProcess service = ServiceProcess.start(home)) {
      service.await("a state", () -> Files.exists(run.resolve("status.json")));
    }
    assertThat(node.run("healthcheck", "status").out()).contains("fine.sh");
    Files.delete(home.resolve("stderr.txt"));
    assertThat(files(home)).isEqualTo(before);
    assertThat(logs.resolve("healthcheck.log")).isNotEmptyFile();
    assertThat(run.resolve("keepalive.json")).isNotEmptyFile();
    assertThat(run.resolve("outbox")).isDirectory();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(run)))
        .isEqualTo("rwx------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(logs)))
        .isEqualTo("rwxr-x---");
  }

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.sorted().toList();
    }
  }
}
