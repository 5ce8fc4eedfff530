package io.jetpack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code bin/jetpack} sees to before it becomes Java ({@code system/bin/java-limits}). */
@Timeout(60)
@DisabledOnOs(OS.WINDOWS)
class JavaLimitsTest {

  @TempDir Path directory;

  private Path home;
  private StubDistribution distribution;

  @BeforeEach
  void layOut() throws IOException {
    home = directory.toRealPath().resolve("home");
    distribution = new StubDistribution(home);
  }

  private StubDistribution.Answer under(String preparation, String words) throws Exception {
    return distribution.call("sh", "-c", preparation + "; '" + home + "/bin/jetpack' " + words);
  }

  /** The shells of this machine that are /bin/sh on some. */
  static List<String> shells() {
    return Stream.of("/bin/dash", "/bin/bash", "/bin/busybox sh", "/bin/ksh")
        .filter(shell -> Files.isExecutable(Path.of(shell.split(" ", 2)[0])))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("shells")
  void every_shell_reads_the_limits_alike(String shell) throws Exception {
    String call = shell + " '" + home + "/bin/jetpack' version";
    StubDistribution.Answer small = distribution.call("/bin/sh", "-c", "ulimit -v 716800; " + call);
    assertThat(small.err()).startsWith("jetpack: 'ulimit -v' allows 700 MB").hasLineCount(1);
    assertThat(small.out()).isEmpty();
    StubDistribution.Answer gone =
        distribution.call("/bin/sh", "-c", "mkdir ../gone; cd ../gone; rmdir ../gone; " + call);
    assertThat(gone.err()).contains("jetpack: warning: the working directory is gone");
    assertThat(gone.out()).isEqualTo(StubDistribution.JAVA);
    StubDistribution.Answer usual = distribution.call("/bin/sh", "-c", call);
    assertThat(usual.err()).isEmpty();
    assertThat(usual.out()).isEqualTo(StubDistribution.JAVA);
  }

  /** Java's arguments, as the launcher makes them. */
  private List<String> arguments() throws Exception {
    Path java = home.resolve("system/runtime/bin/java");
    Files.writeString(java, "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    return distribution.run("version").out().lines().toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ulimit -v 716800|version|'ulimit -v' allows 700 MB of address space, and Java needs 800 MB",
        "ulimit -v 921600|healthcheck run|'ulimit -v' allows 900 MB of address space, and Java needs 950 MB",
        "ulimit -v 921600|converge --force|'ulimit -v' allows 900 MB of address space, and Java needs 950 MB",
        "ulimit -n 40|version|'ulimit -n' allows 40 open files, and Java needs 64; raise that limit",
      })
  void a_limit_under_which_java_does_not_start_is_named_in_a_line(
      String limit, String words, String sentence) throws Exception {
    StubDistribution.Answer answer = under(limit, words);
    assertThat(answer.err()).startsWith("jetpack: " + sentence).hasLineCount(1);
    assertThat(answer.out()).isEmpty();
    assertThat(answer.exitCode()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ulimit -v 921600|version",
        "ulimit -v 1024000|healthcheck run",
        "ulimit -n 64|version",
        ":|version"
      })
  void what_is_enough_is_not_spoken_of(String limit, String words) throws Exception {
    StubDistribution.Answer answer = under(limit, words);
    assertThat(answer.out()).isEqualTo(StubDistribution.JAVA);
    assertThat(answer.err()).isEmpty();
  }

  /** The table of healthcheck/docs/limits.md. */
  @ParameterizedTest
  @CsvSource({
    "2000, ''",
    "634, ''",
    "633, -Xmx383m",
    "400, -Xmx150m",
    "399, -Xmx99m",
    "120, -Xmx30m",
    "80, -Xmx24m",
  })
  void the_heap_fits_into_the_memory(int memory, String flag) throws Exception {
    Path limits = home.resolve("system/bin/java-limits");
    StubDistribution.Answer answer =
        distribution.call(
            "/bin/sh",
            "-c",
            ". '%s'; java_heap=; java_fit_heap %d; echo \"$java_heap\"".formatted(limits, memory));
    assertThat(answer.err()).isEmpty();
    assertThat(answer.out().strip()).isEqualTo(flag);
  }

  @Test
  void from_a_directory_that_is_gone_it_goes_on_at_the_root_and_says_so() throws Exception {
    StubDistribution.Answer answer = under("mkdir ../gone; cd ../gone; rmdir ../gone", "version");
    assertThat(answer.out()).isEqualTo(StubDistribution.JAVA);
    assertThat(answer.err())
        .contains("jetpack: warning: the working directory is gone; relative paths begin at '/'");
    assertThat(answer.exitCode()).isZero();
  }

  @Test
  void a_link_to_the_working_directory_is_no_warning() throws Exception {
    StubDistribution.Answer answer = under("ln -s home ../link; cd -L ../link", "version");
    assertThat(answer.err()).isEmpty();
  }

  @Test
  void a_crash_is_written_down_in_the_first_place_that_can_be_written() throws Exception {
    assertThat(arguments()).contains("-XX:ErrorFile=/tmp/hs_err_pid%p.log");
    Path temporary = Files.createDirectory(directory.toRealPath().resolve("temporary"));
    distribution.variable("TMPDIR", temporary.toString());
    assertThat(arguments()).contains("-XX:ErrorFile=" + temporary + "/hs_err_pid%p.log");
    Path logs = Files.createDirectory(home.resolve("logs"));
    assertThat(arguments()).contains("-XX:ErrorFile=" + logs + "/hs_err_pid%p.log");
  }

  @Test
  void java_is_given_no_place_in_which_it_sees_a_number() throws Exception {
    Path temporary = Files.createDirectory(directory.toRealPath().resolve("100%p"));
    distribution.variable("TMPDIR", temporary.toString());
    assertThat(arguments()).contains("-XX:ErrorFile=/tmp/hs_err_pid%p.log");
    distribution.variable("TMPDIR", "relative");
    assertThat(arguments()).contains("-XX:ErrorFile=/tmp/hs_err_pid%p.log");
  }
}
