package io.jetpack.cli.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.jetpack.cli.Golden;
import io.jetpack.cli.JetpackProcess;
import io.jetpack.cli.Transcript;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code import jetpack}, in process and under the script's own interpreter. */
@Timeout(180)
class PythonPackageTest {

  private static final Path SOURCES = Path.of("src/main/resources/io/jetpack/cli/config/python");
  private static final Path GOLDEN = Path.of("src/test/resources/golden/python-package.txt");

  @TempDir Path home;

  private Transcript transcript;

  @BeforeEach
  void writeNodeFile() throws IOException {
    transcript = new Transcript(home);
    ConfigCommandTest.writeNodeFile(home);
  }

  private static String probe() throws IOException {
    try (var in = PythonPackageTest.class.getResourceAsStream("probe.py")) {
      assertThat(in).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** The package as it lies in the distribution, with a command line that is this program. */
  private void install() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = home.resolve("system/python").resolve(SOURCES.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
    String call =
        JetpackProcess.builder(home, List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"))
            .command()
            .stream()
            .map(word -> "'" + word + "'")
            .collect(Collectors.joining(" "));
    Path program = transcript.file("bin/jetpack", "#!/bin/sh\nexec " + call + " \"$@\"\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
  }

  private String stdoutOf(String check) throws IOException {
    Path script = transcript.file("config/healthcheck.d/probe.py", check);
    Transcript.Call call =
        transcript.run("healthcheck", "run", "--format", "json", script.toString());
    assertThat(call.exitCode()).as(call.out() + call.err()).isZero();
    String line =
        call.out().lines().filter(text -> text.contains("\"stdout\": ")).findFirst().orElseThrow();
    return line.strip()
        .replaceFirst("^\"stdout\": \"", "")
        .replaceFirst("\",?$", "")
        .replace("\\n", "\n")
        .replace("\\\"", "\"")
        .replace("\\\\", "\\")
        .replace(home.toString(), "HOME");
  }

  @Test
  void inProcessItHasTheNodesValuesInPythonsTypes() throws IOException {
    Golden.compare(GOLDEN, stdoutOf(probe()));
  }

  @Test
  void underItsOwnInterpreterItHasTheSame() throws IOException {
    install();
    Golden.compare(GOLDEN, stdoutOf("# jetpack: runtime=process\n" + probe()));
  }

  @Test
  void inProcessNothingIsStarted() throws IOException {
    // what GraalPy would start a process by is taken away
    String check =
        """
        import subprocess
        def refuse(*arguments, **options):
            raise AssertionError('started %s' % (arguments,))
        subprocess.Popen.__init__ = refuse
        import jetpack
        print(jetpack.config.get('cyclecloud.cluster.name'), jetpack.config.get('memory.total')[-2:])
        """;
    assertThat(stdoutOf(check)).isEqualTo("hpc-1 kB\n");
  }

  @Test
  void aChangedFileIsSeenByTheNextCall() throws IOException {
    String check =
        """
        import jetpack, os
        file = os.environ['CYCLECLOUD_HOME'] + '/config/node.json'
        print(jetpack.config.get('cyclecloud.cluster.name'))
        with open(file, 'w') as out:
            out.write('{"cyclecloud": {"cluster": {"name": "other"}}}')
        print(jetpack.config.get('cyclecloud.cluster.name'))
        with open(file, 'w') as out:
            out.write('{')
        try:
            jetpack.config.get('cyclecloud.cluster.name', 'default')
        except jetpack.config.ConfigError as error:
            print(error)
        """;
    assertThat(stdoutOf(check))
        .isEqualTo(
            """
            hpc-1
            other
            'HOME/config/node.json', line 1, column 2: the file ends before its JSON object does; write it anew
            """);
  }

  private static final String LOGS =
      """
      import jetpack
      jetpack.log('plain')
      jetpack.log('-')
      jetpack.log('ends with a line feed\\n', 'WARN', 'low')
      jetpack.log('%s \\U0001f525 "quoted" gr\\xf6\\xdfer' % ('x' * 200000)[:3], level='error')
      jetpack.log(42, priority='high')
      def wrong(*arguments):
          try:
              jetpack.log(*arguments)
          except ValueError as error:
              print(error)
      wrong('m', 'warning')
      wrong('m', 'info', 'urgent')
      wrong('m', None)
      wrong('')
      wrong(' \\n')
      """;

  private void assertLogged(String seen) throws IOException {
    assertThat(seen)
        .isEqualTo(
            """
            the level 'warning' is none of info, warn, error
            the priority 'urgent' is none of low, medium, high
            the level 'None' is none of info, warn, error
            the message is empty; nothing is sent
            the message is empty; nothing is sent
            """);
    List<String> queued = new ArrayList<>();
    try (Stream<Path> files = Files.list(home.resolve("run/outbox/new"))) {
      for (Path file : files.sorted().toList()) {
        String text = Files.readString(file, StandardCharsets.UTF_8);
        queued.add(text.substring(text.indexOf("\"data\":")));
      }
    }
    assertThat(queued).hasSize(5);
    assertThat(queued.get(0))
        .contains("\"level\":\"info\",\"message\":\"plain\",\"priority\":\"medium\"");
    assertThat(queued.get(1)).contains("\"message\":\"-\"");
    assertThat(queued.get(2))
        .contains(
            "\"level\":\"warn\",\"message\":\"ends with a line feed\\n\",\"priority\":\"low\"");
    assertThat(queued.get(3))
        .contains(
            "\"level\":\"error\",\"message\":\"xxx \uD83D\uDD25 \\\"quoted\\\" größer\",\"priority\":\"high\"");
    assertThat(queued.get(4)).contains("\"message\":\"42\",\"priority\":\"high\"");
  }

  @Test
  void inProcessALogMessageIsQueued() throws IOException {
    assertLogged(stdoutOf(LOGS));
  }

  @Test
  void underItsOwnInterpreterALogMessageIsQueued() throws IOException {
    install();
    assertLogged(stdoutOf("# jetpack: runtime=process timeout=60s\n" + LOGS));
  }

  private static final String LOG_THAT_FAILS =
      """
      import jetpack
      try:
          jetpack.log('disk is full', 'error', priority='high')
      except OSError as error:
          print(error)
      """;

  @Test
  void aMessageThatCanNotBeQueuedIsAnError() throws IOException {
    install();
    // what is in the way stands for a full disk; both are told by the same line
    transcript.file("run/outbox", "");
    String inProcess = stdoutOf(LOG_THAT_FAILS);
    assertThat(inProcess)
        .startsWith("the message is not queued, 'HOME/run/outbox' cannot be written: ")
        .hasLineCount(1);
    assertThat(stdoutOf("# jetpack: runtime=process\n" + LOG_THAT_FAILS)).isEqualTo(inProcess);
  }
}
