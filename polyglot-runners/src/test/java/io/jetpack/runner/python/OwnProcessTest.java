package io.jetpack.runner.python;

import static org.assertj.core.api.Assertions.assertThat;

import io.jetpack.runner.RunnerSettings;
import io.jetpack.runner.ScriptOutcome;
import io.jetpack.runner.ScriptOutcome.Exited;
import io.jetpack.runner.ScriptOutcome.RunnerFailed;
import io.jetpack.runner.ScriptOutcome.Signalled;
import io.jetpack.runner.ScriptRequest;
import io.jetpack.runner.ScriptRunner;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is a script's own process, streams and files is never the agent's. */
@Timeout(180)
class OwnProcessTest {

  private static final String NOTE = "jetpack: the script ran again under python3: ";

  /** What a helper of a script may do, where no word of the script itself says so. */
  private static final List<String> ITS_OWN =
      List.of(
          "os.getpid() == int(os.readlink('/proc/self'))",
          "(open('/proc/self/oom_score_adj', 'w').write('500'), open('/proc/self/oom_score_adj').read())",
          "open('/proc/self/comm').read()",
          "open('/proc/self/stat').read().split()[1]",
          "open('/dev/fd/%d' % os.open('/etc/hostname', 0)).read() == open('/etc/hostname').read()",
          "(os.umask(0o77), subprocess.getoutput('umask'))",
          "[s.bind(('127.0.0.1', 0)) or s.getsockname()[1] > 0 for s in [socket.socket()]]",
          "[s.bind(('127.0.0.1', t.getsockname()[1])) for t in [socket.create_server(('', 0))] for s in [socket.socket()]]",
          "[s.setblocking(False) or s.connect_ex(('127.0.0.1', 1)) for s in [socket.socket()]]",
          "socket.socket().setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, bytes(8))",
          "socket.socket(socket.AF_INET, socket.SOCK_DGRAM).connect(('127.0.0.1', 0))",
          "(os.dup2(os.open('file', 65, 0o600), 1), open('/dev/stdout', 'a').write('there'), os.stat('file').st_size)");

  private static ScriptRunner runner;

  @TempDir private Path directory;

  @BeforeAll
  static void open() {
    runner = new PythonRunnerProvider().open(RunnerSettings.defaults());
  }

  @AfterAll
  static void close() {
    runner.close();
  }

  @Test
  void files_that_lead_to_its_streams_are_those_of_the_run() throws Exception {
    byte[] text;
    try (InputStream in =
        Objects.requireNonNull(getClass().getResourceAsStream("streams_probe.py"))) {
      text = in.readAllBytes();
    }
    assertThat(ProcessWords.areIn(text)).isFalse();
    Path script = Files.write(directory.resolve("streams_probe.py"), text);
    // a file that is opened anew is written from its beginning
    Path throughPipes =
        Files.writeString(
            directory.resolve("through_pipes.py"),
            """
            import subprocess, sys
            run = subprocess.run([sys.executable, '%s'], capture_output=True)
            sys.stdout.buffer.write(run.stdout)
            sys.stderr.buffer.write(run.stderr)
            sys.exit(run.returncode)
            """
                .formatted(script));
    ReferenceRun expected = ReferenceRun.of(throughPipes, own("python3"));
    Exited outcome = (Exited) run(script, own("ours"));
    assertThat(outcome.record().stderr().text()).isEqualTo(expected.stderr());
    assertThat(outcome.record().stdout().text()).isEqualTo(expected.stdout());
    assertThat(outcome.code()).isEqualTo(expected.code());
  }

  @Test
  void what_only_a_process_has_is_had_by_one() throws Exception {
    String before = aboutTheAgent();
    Map<String, String> expected = new LinkedHashMap<>();
    Map<String, String> actual = new LinkedHashMap<>();
    for (String expression : ITS_OWN) {
      String number = String.valueOf(expected.size());
      Files.writeString(
          directory.resolve("helper" + number + ".py"),
          "import os, resource, socket, subprocess\ndef call():\n    return %s\n"
              .formatted(expression));
      Path script =
          Files.writeString(
              directory.resolve("script.py"),
              """
              import helper%1$s, sys
              try:
                  print(helper%1$s.call(), file=sys.stderr)
              except BaseException as error:
                  print(repr(error), file=sys.stderr)
              """
                  .formatted(number));
      expected.put(expression, ReferenceRun.of(script, own("python3" + number)).stderr());
      String stderr = run(script, own("ours" + number)).record().stderr().text();
      assertThat(stderr).as(expression).startsWith(NOTE);
      actual.put(expression, stderr.substring(stderr.indexOf('\n') + 1));
    }
    assertThat(actual).isEqualTo(expected);
    assertThat(aboutTheAgent()).isEqualTo(before);
  }

  @Test
  void without_a_python3_such_a_run_has_no_verdict() throws Exception {
    Path script =
        Files.writeString(
            directory.resolve("script.py"),
            "import os, sys\nprint('said')\ntry:\n    os.nice(1)\nfinally:\n    sys.exit(254)\n");
    ScriptOutcome outcome =
        runner.run(
            ScriptRequest.of(script, directory)
                .withEnvironment(Map.of("PATH", directory.toString())));
    assertThat(outcome)
        .isInstanceOfSatisfying(
            RunnerFailed.class,
            failed ->
                assertThat(failed.reason())
                    .isEqualTo(
                        "could not run in process: os.nice(1) needs a process of its own; with the line"
                            + " '# jetpack: runtime=process' the script runs under its own interpreter"));
  }

  @Test
  void without_a_python3_its_number_is_nobodys() throws Exception {
    Path script =
        Files.writeString(
            directory.resolve("script.py"),
            """
            import os
            print(os.path.exists('/proc/%d' % os.getpid()), os.getpid() == os.getpid(), flush=True)
            os.kill(os.getpid(), 9)
            """);
    ScriptOutcome outcome =
        runner.run(
            ScriptRequest.of(script, directory)
                .withEnvironment(Map.of("PATH", directory.toString())));
    assertThat(outcome)
        .isInstanceOfSatisfying(Signalled.class, end -> assertThat(end.signal()).isEqualTo(9));
    assertThat(outcome.record().stdout().text()).isEqualTo("False True\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pid = os.getpid()",
        "open('/proc/self/oom_score_adj', 'w')",
        "open(\"/proc/self/status\")",
        "resource.setrlimit (resource.RLIMIT_AS, limits)",
        "os.system('kill $PPID')",
        "format='%(process)d %(message)s'",
        "os.open('/dev/kmsg', os.O_RDONLY | os.O_NONBLOCK)",
        "os.umask(0o77)",
      })
  void words_that_speak_of_its_process(String line) {
    assertThat(ProcessWords.areIn(line.getBytes(StandardCharsets.UTF_8))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "open('/proc/self/mounts')",
        "open('/proc/self/mountinfo')",
        "open('/proc/self/net/dev')",
        "open('/proc/self/fd/2', 'w')",
        "open('/dev/stderr', 'w')",
        "import subprocess, os, nice",
        "os.killpg(os.getpgid(child.pid), 15)",
      })
  void words_that_do_not(String line) {
    assertThat(ProcessWords.areIn(line.getBytes(StandardCharsets.UTF_8))).isFalse();
  }

  private static String aboutTheAgent() throws Exception {
    String stat = Files.readString(Path.of("/proc/self/stat"));
    List<String> fields = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" "));
    return "nice %s, oom_score_adj %s, %s"
        .formatted(
            fields.get(16),
            Files.readString(Path.of("/proc/self/oom_score_adj")),
            Files.readString(Path.of("/proc/self/limits")));
  }

  private Path own(String name) throws Exception {
    return Files.createDirectory(directory.resolve(name));
  }

  private static ScriptOutcome run(Path script, Path where) throws Exception {
    return runner.run(
        ScriptRequest.of(script, where)
            .withEnvironment(ReferenceRun.ENVIRONMENT)
            .withTimeLimit(Duration.ofMinutes(1)));
  }
}
