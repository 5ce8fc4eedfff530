package io.jetpack.runner.python;

import static org.assertj.core.api.Assertions.assertThat;

import io.jetpack.runner.RunnerSettings;
import io.jetpack.runner.ScriptOutcome;
import io.jetpack.runner.ScriptOutcome.Exited;
import io.jetpack.runner.ScriptOutcome.Signalled;
import io.jetpack.runner.ScriptRequest;
import io.jetpack.runner.ScriptRunner;
import io.jetpack.runner.process.StartsProcesses;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What GraalPy lacks behaves as under {@code python3}, or is refused in a sentence. */
@Timeout(180)
@StartsProcesses
class PythonGapsTest {

  private static final int SIGALRM = 14;

  @TempDir private Path folder;

  private static ScriptRunner runner;

  @BeforeAll
  static void open() {
    runner = new PythonRunnerProvider().open(RunnerSettings.defaults());
  }

  @AfterAll
  static void close() {
    runner.close();
  }

  @Test
  void processes_and_their_redirections_are_those_of_python3() throws Exception {
    ScriptOutcome outcome = sameAsUnderPython3("processes_probe.py");
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Exited.class,
            end ->
                assertThat(end.code())
                    .as("the code of the program that the script became by exec")
                    .isEqualTo(9));
  }

  @Test
  void the_system_answers_as_under_python3() throws Exception {
    ScriptOutcome outcome = sameAsUnderPython3("system_probe.py");
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Signalled.class,
            end -> assertThat(end.signal()).as("an alarm without a handler").isEqualTo(SIGALRM));
  }

  @Test
  void names_of_the_script_are_seen_as_under_python3() throws Exception {
    sameAsUnderPython3("scope_probe.py");
  }

  @Test
  void builtins_are_a_module_for_the_script() throws Exception {
    ScriptOutcome outcome =
        run(
            script(
                "builtins.py",
                """
                "text"
                from __future__ import annotations
                print(hasattr(__builtins__, 'raw_input'), __builtins__.__name__, __doc__)
                raise ValueError(__builtins__.len([]))
                """));
    assertThat(outcome.record().stdout().text()).isEqualTo("False builtins text\n");
    assertThat(outcome.record().stderr().text()).contains("line 4, in", "ValueError: 0");
  }

  @Test
  void what_can_not_be_had_is_refused_in_a_sentence_that_names_it() throws Exception {
    ScriptOutcome outcome =
        run(
            script(
                "refusals.py",
                """
                import os, signal, socket, subprocess
                def refused(call):
                    try:
                        call()
                        print('accepted')
                    except (OSError, RuntimeError, ImportError) as error:
                        print(type(error).__name__, str(error).split(' in the in-process')[0])
                refused(os.fork)
                refused(os.openpty)
                refused(lambda: os.kill(-1, 0))
                refused(lambda: os.setuid(4711))
                refused(lambda: subprocess.call(['true'], preexec_fn=lambda: print(1)))
                refused(lambda: subprocess.call(['true'], user=4711))
                refused(lambda: subprocess.call(['true'], umask=0o77))
                refused(lambda: subprocess.call(['true'], pass_fds=[1]))
                refused(lambda: socket.socket(socket.AF_UNIX))
                refused(lambda: socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.getprotobyname('icmp')))
                refused(lambda: os.chown('.', 4711, -1))
                refused(lambda: __import__('multiprocessing').Pool(1))
                refused(lambda: __import__('ctypes'))
                refused(lambda: __import__('sqlite3'))
                refused(lambda: __import__('curses'))
                """));
    assertThat(outcome).as(outcome.record().stderr().text()).isInstanceOf(Exited.class);
    assertThat(outcome.record().stdout().text())
        .isEqualTo(
            """
            RuntimeError os.fork is not to be had
            RuntimeError os.openpty is not to be had
            RuntimeError os.kill(-1, ...) is not to be had
            RuntimeError os.setuid is not to be had
            RuntimeError subprocess with preexec_fn is not to be had
            RuntimeError subprocess with user=, group= or extra_groups= is not to be had
            RuntimeError subprocess with umask= is not to be had
            RuntimeError subprocess with pass_fds= is not to be had
            RuntimeError a socket that is not of the internet is not to be had
            RuntimeError socket.SOCK_RAW is not to be had
            RuntimeError os.chown is not to be had
            RuntimeError multiprocessing is not to be had
            ModuleNotFoundError No module named '_ctypes': it needs native code, which the in-process Python does not load; with the line '# jetpack: runtime=process' the script runs under its own interpreter
            ModuleNotFoundError No module named '_sqlite3': it needs native code, which the in-process Python does not load; with the line '# jetpack: runtime=process' the script runs under its own interpreter
            ModuleNotFoundError No module named '_curses': it needs native code, which the in-process Python does not load; with the line '# jetpack: runtime=process' the script runs under its own interpreter
            """);
  }

  @Test
  void a_name_that_the_standard_library_lacks_comes_with_advice() throws Exception {
    ScriptOutcome outcome = run(script("lacking.py", "import os\nos.preadv(0, [], 0)\n"));
    assertThat(outcome.record().stderr().text())
        .endsWith(
            """
            AttributeError: module 'os' has no attribute 'preadv'
            jetpack: the in-process Python has no 'os.preadv'; if python3 has it, with the line '# jetpack: runtime=process' the script runs under its own interpreter
            """);
  }

  @Test
  void a_c_extension_is_an_import_error_in_every_context() throws Exception {
    Files.writeString(folder.resolve("native_code.so"), "no library");
    Path script =
        script(
            "extension.py",
            """
            try:
                import native_code
            except ImportError as error:
                print(type(error).__name__, error.name)
            """);
    Path directory = Files.createDirectory(folder.resolve("in-process"));
    for (int i = 0; i < 2; i++) {
      assertThat(runner.run(ScriptRequest.of(script, directory)).record().stdout().text())
          .isEqualTo("ImportError native_code\n");
    }
  }

  @Test
  void os_exit_can_not_be_caught() throws Exception {
    ScriptOutcome outcome =
        run(
            script(
                "exit.py",
                """
                import os
                try:
                    os._exit(254)
                except BaseException:
                    print('caught', flush=True)
                """));
    assertThat(outcome.record().stdout().text()).isEmpty();
    assertThat(outcome)
        .isInstanceOfSatisfying(Exited.class, end -> assertThat(end.code()).isEqualTo(254));
  }

  private ScriptOutcome sameAsUnderPython3(String probe) throws Exception {
    Path script;
    try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream(probe), probe)) {
      script = script(probe, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
    ScriptOutcome outcome = run(script);
    ReferenceRun expected =
        ReferenceRun.of(script, Files.createDirectory(folder.resolve("python3")));
    assertThat(expected.stdout()).as(expected.stderr()).isNotEmpty();
    assertThat(outcome.record().stderr().text()).doesNotContain("ran again under python3");
    assertThat(outcome.record().stdout().text())
        .as(outcome.record().stderr().text())
        .isEqualTo(expected.stdout());
    assertThat(code(outcome)).isEqualTo(expected.code());
    return outcome;
  }

  /** The exit code, or the signal, negated. */
  private static int code(ScriptOutcome outcome) {
    return switch (outcome) {
      case Exited end -> end.code();
      case Signalled end -> -end.signal();
      default -> throw new AssertionError(outcome);
    };
  }

  private Path script(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private ScriptOutcome run(Path script) throws Exception {
    Path directory = Files.createDirectory(folder.resolve("in-process"));
    return runner.run(
        ScriptRequest.of(script, directory)
            .withEnvironment(ReferenceRun.ENVIRONMENT)
            .withTimeLimit(Duration.ofSeconds(150)));
  }
}
