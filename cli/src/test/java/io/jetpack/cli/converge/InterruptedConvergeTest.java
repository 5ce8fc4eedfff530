package io.jetpack.cli.converge;

import static org.assertj.core.api.Assertions.assertThat;

import io.jetpack.cli.Transcript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The real program as a process: ended while a script runs, called twice, called by a check. */
@Timeout(240)
class InterruptedConvergeTest {

  private static final String SPEC = "alpha/1.0.0/default";

  @TempDir Path directory;

  private Node node;
  private Path ran;
  private Path pids;
  private Path mended;

  @BeforeEach
  void prepare() throws Exception {
    node = new Node(directory);
    ran = directory.resolve("ran");
    pids = directory.resolve("pids");
    mended = directory.resolve("mended");
    node.spec("alpha", "1.0.0", "default", "");
  }

  /** A script that goes on until it is mended. */
  private void hanging(String more) {
    node.script(
        SPEC,
        "1.sh",
        """
        echo 1 >>'%s'
        %s
        until [ -e '%s' ]; do sleep 0.1; done
        """
            .formatted(ran, more, mended));
    node.script(SPEC, "2.sh", "echo 2 >>'%s'".formatted(ran));
    node.configure();
  }

  @ParameterizedTest
  @CsvSource({"TERM, 143", "INT, 130"})
  void a_signal_ends_the_whole_tree_of_the_script_and_the_next_converge_goes_on(
      String signal, int code) throws Exception {
    hanging(
        """
        setsid sleep 3001 & echo $! >'%1$s'
        (trap '' TERM INT; while :; do sleep 1; done) & echo $! >>'%1$s'
        (setsid sh -c 'echo $$ >>"%1$s"; sleep 3002' &)
        until [ "$(wc -l <'%1$s')" = 3 ]; do sleep 0.1; done
        echo $$ >>'%1$s'
        """
            .formatted(pids));
    try (ConvergeProcess converge = ConvergeProcess.start(node, "converge")) {
      converge.await("the script", () -> ConvergeProcess.text(pids).lines().count() == 4);
      List<Long> all = Files.readAllLines(pids).stream().map(Long::valueOf).toList();
      assertThat(all).allMatch(InterruptedConvergeTest::lives);
      converge.signal(signal);
      assertThat(converge.exitCode()).as(converge.output()).isEqualTo(code);
      assertThat(all).noneMatch(InterruptedConvergeTest::lives);
      assertThat(converge.output()).endsWith("jetpack: interrupted\n");
    }
    assertThat(node.marker("alpha/default", "1.sh")).doesNotExist();
    assertThat(node.home.resolve("run/converge.json")).content().contains("\"interrupted\"");
    assertThat(told("installation.interrupted")).contains("\"mode\":\"install\"");
    assertThat(told("log.warn")).contains("the converge was interrupted");
    Transcript next = node.transcript();
    assertThat(next.run("converge", "--status").out())
        .contains("result        interrupted")
        .contains("phase         cluster-init");
    Node.write(mended, "");
    Files.delete(pids);
    assertThat(ran).hasContent("1\n");
    node.script(SPEC, "1.sh", "echo 1 >>'%s'".formatted(ran));
    assertThat(next.run("converge").exitCode()).isZero();
    assertThat(ran).hasContent("1\n1\n2\n");
  }

  /** What waits for the broker under a routing key. */
  private String told(String routingKey) throws IOException {
    StringBuilder found = new StringBuilder();
    try (Stream<Path> files = Files.list(node.home.resolve("run/outbox/new"))) {
      for (Path file : files.sorted().toList()) {
        String text = Files.readString(file);
        if (text.contains("\"routing_key\":\"" + routingKey + "\"")) {
          found.append(text);
        }
      }
    }
    return found.toString();
  }

  /** One that was killed may wait for a moment until init takes note. */
  private static boolean lives(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc", "" + pid, "stat"));
      return !stat.substring(stat.lastIndexOf(')')).startsWith(") Z");
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void of_two_converges_at_once_one_is_refused_and_the_other_one_goes_on() throws Exception {
    hanging("");
    try (ConvergeProcess first = ConvergeProcess.start(node, "converge")) {
      first.await("the script", () -> Files.exists(ran));
      try (ConvergeProcess second = ConvergeProcess.start(node, "converge")) {
        assertThat(second.exitCode()).isEqualTo(1);
        assertThat(second.output())
            .startsWith("jetpack: another converge is at work on this node (process ")
            .hasLineCount(1);
      }
      assertThat(node.transcript().run("converge", "--status").out())
          .contains("result        running");
      Node.write(mended, "");
      assertThat(first.exitCode()).as(first.output()).isZero();
    }
    assertThat(ran).hasContent("1\n2\n");
  }

  @Test
  void a_check_of_the_service_may_converge_and_a_converge_may_run_that_check() throws Exception {
    Path log = directory.resolve("log");
    Path check =
        Node.write(
            node.home.resolve("config/healthcheck.d/converges.sh"),
            """
            #!/bin/bash
            # jetpack: timeout=100s
            %s >>'%s' 2>&1
            echo "converge ended with $?" >>'%s'
            """
                .formatted(ConvergeProcess.words(node, "converge"), log, log));
    node.script(
        SPEC,
        "1.sh",
        "echo 1 >>'%s'; %s"
            .formatted(ran, ConvergeProcess.words(node, "healthcheck", "run", check.toString())));
    node.configure();
    try (ConvergeProcess service = ConvergeProcess.start(node, "healthcheck", "service")) {
      service.await("both", () -> ConvergeProcess.text(log).contains("converge ended with 0"));
      service.signal("TERM");
      assertThat(service.exitCode()).isEqualTo(143);
    }
    assertThat(log)
        .content()
        .containsOnlyOnce("another converge is at work on this node (process ")
        .containsOnlyOnce("converge ended with 1\n");
    assertThat(ran).hasContent("1\n");
    assertThat(node.marker("alpha/default", "1.sh")).exists();
  }
}
