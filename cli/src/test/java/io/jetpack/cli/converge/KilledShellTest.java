package io.jetpack.cli.converge;

import static org.assertj.core.api.Assertions.assertThat;

import io.jetpack.cli.Transcript;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a script when the shell that stands between it and the agent is killed. */
@Timeout(120)
class KilledShellTest {

  private static final String SPEC = "alpha/1.0.0/default";

  @TempDir Path directory;

  private Node node;
  private Path pids;

  @BeforeEach
  void prepare() throws Exception {
    node = new Node(directory);
    pids = directory.resolve("pids");
    node.spec("alpha", "1.0.0", "default", "");
  }

  private void script(String body) {
    node.script(SPEC, "1.sh", "echo $$ >>'%s'\n%s".formatted(pids, body));
    node.configure();
  }

  /** Ended, and not only about to: the next run would be beside it. */
  private boolean hasEnded(int line) throws Exception {
    long pid = Long.parseLong(Files.readAllLines(pids).get(line));
    Optional<ProcessHandle> process = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
    return process.isEmpty()
        || Files.readString(Path.of("/proc", "" + pid, "stat")).contains(") Z ");
  }

  @Test
  void a_script_that_kills_its_shell_has_ended_when_it_is_called_failed() throws Exception {
    script("kill -9 $PPID; setsid sleep 60 & echo $! >>'%s'; sleep 60".formatted(pids));
    Transcript.Call call = node.transcript().run("converge");
    assertThat(call.exitCode()).isEqualTo(1);
    assertThat(call.err())
        .contains("(return code: 137, the shell that ran it was killed by signal 9; what was left");
    assertThat(hasEnded(0)).isTrue();
    assertThat(hasEnded(1)).isTrue();
    script("exit 0");
    Transcript.Call next = node.transcript().run("converge");
    assertThat(next.exitCode()).as(next.err()).isZero();
    assertThat(next.out() + next.err()).doesNotContain("still running");
    assertThat(pids).content().hasLineCount(3);
  }

  @Test
  void a_script_whose_shell_and_agent_were_killed_is_ended_before_it_runs_again() throws Exception {
    script("sleep 60");
    Path number = node.marker("alpha/default", "1.sh").resolveSibling("1.sh.run.pid");
    try (ConvergeProcess converge = ConvergeProcess.start(node, "converge")) {
      converge.await("the script", () -> Files.exists(pids));
      converge.signal("KILL");
      assertThat(converge.exitCode()).isEqualTo(137);
      long shell = Long.parseLong(Files.readString(number).split(" ")[0]);
      assertThat(ProcessHandle.of(shell).orElseThrow().destroyForcibly()).isTrue();
      ProcessHandle.of(shell).ifPresent(process -> process.onExit().join());
      assertThat(hasEnded(0)).isFalse();
    }
    script("exit 0");
    Transcript.Call next = node.transcript().run("converge");
    assertThat(next.exitCode()).as(next.err()).isZero();
    assertThat(next.out() + next.err())
        .contains("script 1.sh was still running, without the shell that would know its success");
    assertThat(hasEnded(0)).isTrue();
    assertThat(pids).content().hasLineCount(2);
  }
}
