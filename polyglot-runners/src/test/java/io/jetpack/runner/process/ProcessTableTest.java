package io.jetpack.runner.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Whoever asks is told of every process that was there when it asked. */
@Timeout(120)
@EnabledOnOs(OS.LINUX)
class ProcessTableTest {

  private static final int ASKERS = 12;
  private static final int QUESTIONS = 40;

  private static boolean knows(List<ProcessTable.Row> rows, long pid) {
    return rows.stream().anyMatch(row -> row.entry().pid() == pid);
  }

  /** Starts processes one after the other and counts those that a question right after misses. */
  private static int missed() throws Exception {
    int missed = 0;
    for (int i = 0; i < QUESTIONS; i++) {
      Process process = new ProcessBuilder("sleep", "30").start();
      try {
        if (!knows(ProcessTable.now(), process.pid())) {
          missed++;
        }
      } finally {
        process.destroyForcibly().waitFor();
      }
    }
    return missed;
  }

  @Test
  void no_reading_that_is_shared_is_older_than_the_question() throws Exception {
    try (ExecutorService askers = Executors.newFixedThreadPool(ASKERS)) {
      List<Future<Integer>> answers = new ArrayList<>();
      for (int i = 0; i < ASKERS; i++) {
        Callable<Integer> asker = ProcessTableTest::missed;
        answers.add(askers.submit(asker));
      }
      for (Future<Integer> answer : answers) {
        assertThat(answer.get()).isZero();
      }
    }
  }

  @Test
  void of_the_processes_since_one_it_is_the_first() throws Exception {
    Process process = new ProcessBuilder("sleep", "30").start();
    try {
      assertThat(knows(ProcessTable.since(process.pid()), process.pid())).isTrue();
      assertThat(knows(ProcessTable.since(1), process.pid())).isTrue();
    } finally {
      process.destroyForcibly().waitFor();
    }
  }
}
