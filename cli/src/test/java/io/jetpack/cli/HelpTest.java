package io.jetpack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jetpack.runner.libc.CLibrary;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HelpTest {

  @TempDir Path home;

  @Test
  void helpTellsWhatThereIs() {
    Transcript transcript = new Transcript(home);
    transcript.run();
    transcript.run("help");
    transcript.run("help", "healthcheck");
    transcript.run("plugins");
    transcript.matches("help");
  }

  @Test
  void everyCommandHasHelp() {
    Transcript transcript = new Transcript(home);
    transcript.run("help", "config");
    transcript.run("help", "converge");
    transcript.run("help", "healthcheck", "list");
    transcript.run("help", "healthcheck", "run");
    transcript.run("help", "healthcheck", "status");
    transcript.run("help", "healthcheck", "validate");
    transcript.run("help", "help");
    transcript.run("help", "install");
    transcript.run("help", "keepalive");
    transcript.run("help", "plugins");
    transcript.run("help", "uninstall");
    transcript.run("help", "version");
    transcript.matches("help-of-commands");
    assertThat(transcript.run("plugins").out().lines().skip(1)).hasSize(15);
  }

  @Test
  void helpIsTheSameWhereverItIsAskedFor() {
    Transcript transcript = new Transcript(home);
    String help = transcript.run("help", "healthcheck", "run").out();
    assertThat(transcript.run("healthcheck", "run", "--help").out()).isEqualTo(help);
    assertThat(transcript.run("healthcheck", "run", "-h", "x").out()).isEqualTo(help);
    assertThat(transcript.run("--help", "healthcheck", "run").out()).isEqualTo(help);
    assertThat(transcript.run("--help").out()).isEqualTo(transcript.run("help").out());
    assertThat(transcript.run("healthcheck", "-h").out())
        .isEqualTo(transcript.run("help", "healthcheck").out());
  }

  @Test
  void theVersionIsPrintedBare() {
    Transcript transcript = new Transcript(home);
    String version = transcript.run("version").out();
    assertThat(version).matches("\\d+\\.\\d+\\.\\d+\\S*\n");
    assertThat(transcript.run("--version").out()).isEqualTo(version);
    assertThat(transcript.run("-v").out()).isEqualTo(version);
    assertThat(transcript.run("-v", "--verbose").out()).isEqualTo(version);
    assertThat(transcript.run("-v", "whatever", "--x").out()).isEqualTo(version);
  }

  @Test
  void the_version_names_the_way_in_which_processes_are_started_when_asked_for_more() {
    Transcript transcript = new Transcript(home);
    assertThat(transcript.run("version", "--verbose").out().lines())
        .satisfiesExactly(
            first -> assertThat(first + "\n").isEqualTo(transcript.run("version").out()),
            second ->
                assertThat(second)
                    .isEqualTo("C library: %s", CLibrary.name())
                    .matches("C library: (glibc 2\\.\\d+|not glibc)"),
            third -> assertThat(third).matches("runner process: processes are started by .+"));
  }
}
