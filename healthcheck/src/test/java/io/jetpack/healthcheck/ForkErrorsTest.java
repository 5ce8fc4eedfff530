package io.jetpack.healthcheck;

import static org.assertj.core.api.Assertions.assertThat;

import io.jetpack.runner.CapturedOutput;
import io.jetpack.runner.RunRecord;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForkErrorsTest {

  private static RunRecord record(String stdout, String stderr) {
    return new RunRecord(
        new CapturedOutput(stdout, stdout.length(), 0),
        new CapturedOutput(stderr, stderr.length(), 0),
        Duration.ofSeconds(1),
        Optional.empty(),
        List.of());
  }

  /** As each shell wrote them in a control group with pids.max = 1, bash with ENOMEM as well. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "s.sh: fork: retry: Resource temporarily unavailable", // bash 5.2
        "/opt/my checks/s.sh: fork: Cannot allocate memory",
        "s.sh: fork: retry: Die Ressource ist zur Zeit nicht verf\u00fcgbar",
        "bash: fork: Cannot allocate memory",
        "s.sh: line 12: fork: Resource temporarily unavailable",
        "s.sh: 1: Cannot fork", // dash 0.5.12
        "s.sh: line 1: can't fork: Resource temporarily unavailable", // busybox 1.35
        "E: s.sh[1]: can't fork - try again: Resource temporarily unavailable", // mksh 59c
        "s.sh: line 1: cannot fork [Resource temporarily unavailable]", // ksh93u+m
        "s.sh:1: fork failed: resource temporarily unavailable", // zsh 5.9
        "s.sh:1: cannot fork - try again", // posh 0.14
        "yash: cannot make a child process: Resource temporarily unavailable", // yash 2.52
      })
  void the_words_of_a_shell_that_cannot_start_a_process(String line) {
    assertThat(ForkErrors.in(record("", line + "\n"))).isTrue();
    assertThat(ForkErrors.in(record("", "looking\n" + line + "\nsda is well\n"))).isTrue();
    assertThat(ForkErrors.in(record("looking\n" + line + "\n", " "))).as("2>&1").isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "disk sda is dead",
        "fork: retry",
        "the fork failed: a disk is dead",
        "Nov 29 12:03:01 node-7 bash[123]: fork: retry: Resource temporarily unavailable",
        "cannot fork",
        "job 7: can't fork a knife",
      })
  void what_a_script_says_is_none(String line) {
    assertThat(ForkErrors.in(record("", line))).isFalse();
  }

  @Test
  void what_a_script_prints_beside_its_errors_is_none() {
    String found = "sshd: fork: Cannot allocate memory\n";
    assertThat(ForkErrors.in(record(found, "processes cannot be started\n"))).isFalse();
  }
}
