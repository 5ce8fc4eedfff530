package io.jetpack.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * All tests of Python in process once more, by what runs on nodes: the archive's runtime with its
 * options and cache, its libraries and its copy of Python's library.
 */
@Timeout(1000)
class ArchivePythonIT {

  private static final Path TESTS =
      Path.of("../polyglot-runners/target/test-classes").toAbsolutePath().normalize();

  /** They fill the memory of the JVM that they run in. */
  private static final String FILLING = ".*\\.(HeapWatch|HostileScript|SharedMemory)Test";

  /** What the tests need besides the archive. */
  private static final Pattern LIBRARY =
      Pattern.compile("(apiguardian|assertj|byte-buddy|junit|open-test-reporting|opentest4j)-.*");

  private static final Pattern PASSED = Pattern.compile("\\[ +(\\d+) tests successful +]");

  private static final long LIMIT_SECONDS = 900;

  @Test
  void scripts_run_in_it_as_under_python3() throws Exception {
    assertThat(passed("python", "--exclude-classname", FILLING)).isGreaterThan(150);
  }

  @Test
  void scripts_that_fill_the_memory_are_ended_in_it() throws Exception {
    assertThat(passed("memory", "--include-classname", FILLING)).isGreaterThan(25);
  }

  /** How many tests passed; none may fail. */
  private static int passed(String name, String... which) throws Exception {
    Path system = Archives.unpacked().resolve("system");
    List<String> command = new ArrayList<>();
    command.add(system.resolve("runtime/bin/java").toString());
    command.add("@" + system.resolve("jvm.options"));
    command.add("-Dpolyglot.engine.resourcePath=" + system.resolve("resources"));
    command.add("-XX:AOTCache=" + system.resolve("checks.aot"));
    // without the cache it does not start
    command.add("-XX:AOTMode=on");
    command.add("-Djunit.jupiter.execution.timeout.default=120s");
    command.add("-cp");
    command.add(classPath(system.resolve("lib")));
    command.add("org.junit.platform.console.ConsoleLauncher");
    command.add("execute");
    command.addAll(List.of("--select-package", "io.jetpack.runner.python"));
    command.addAll(List.of(which));
    command.addAll(List.of("--details", "summary", "--disable-banner", "--fail-if-no-tests"));
    // .ci/run counts what is there
    command.addAll(List.of("--reports-dir", "target/archive-" + name + "-reports"));
    Path said = Path.of("target/archive-" + name + ".log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    try {
      boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
      assertThat(ended).as("ended in time:%n%s", Files.readString(said)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    String text = Files.readString(said);
    assertThat(process.exitValue()).as(text).isZero();
    Matcher matcher = PASSED.matcher(text);
    assertThat(matcher.find()).as(text).isTrue();
    return Integer.parseInt(matcher.group(1));
  }

  /**
   * The archive's, and then the tests. A cache is refused when what was added does not lie below
   * the folder of the libraries, so links there lead to it.
   */
  private static String classPath(Path libraries) throws IOException {
    Path links = Files.createDirectories(libraries.resolve("tests"));
    StringBuilder classPath = new StringBuilder(libraries.resolve("jetpack.jar").toString());
    for (Path each : added()) {
      Path link = links.resolve(String.valueOf(each.getFileName()));
      if (!Files.exists(link)) {
        Files.createSymbolicLink(link, each);
      }
      classPath.append(File.pathSeparator).append(link);
    }
    return classPath.toString();
  }

  private static List<Path> added() {
    List<Path> added = new ArrayList<>(List.of(TESTS));
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path path = Path.of(entry);
      if (LIBRARY.matcher(String.valueOf(path.getFileName())).matches()) {
        added.add(path);
      }
    }
    return added;
  }
}
