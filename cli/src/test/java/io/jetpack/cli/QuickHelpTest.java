package io.jetpack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jetpack.cli.program.ProgramDescription;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The overview, which the launcher prints by itself where no jar adds to it. */
@Timeout(60)
class QuickHelpTest {

  @TempDir Path directory;

  private StubDistribution distribution;
  private Path text;

  @BeforeEach
  void layOut() throws Exception {
    distribution = new StubDistribution(directory);
    text = directory.resolve("system/share/jetpack/help.txt");
    Files.createDirectories(text.getParent());
  }

  @Test
  void what_the_build_wrote_down_is_what_the_program_prints() {
    assertThat(ProgramDescription.ofThis().overview())
        .isEqualTo(new Transcript(directory).run("--help").out());
  }

  @Test
  void it_is_printed_without_java_where_no_jar_adds_to_it() throws Exception {
    assertThat(distribution.run("--help").isQuick()).isFalse();
    Files.writeString(text, "usage: ...\n");
    for (String word : new String[] {"--help", "-h", "help"}) {
      assertThat(distribution.run(word))
          .isEqualTo(new StubDistribution.Answer(0, "usage: ...\n", ""));
    }
    assertThat(distribution.run("help", "config").isQuick()).isFalse();
    assertThat(distribution.run("--help", "config").isQuick()).isFalse();
    assertThat(distribution.run("--home", "/x", "--help").isQuick()).isFalse();
    assertThat(distribution.run("--version").isQuick()).isFalse();

    Path jar = Files.createDirectories(directory.resolve("config/plugins")).resolve("a b.jar");
    assertThat(distribution.run("--help").isQuick()).isTrue();
    Files.createFile(jar);
    assertThat(distribution.run("--help").isQuick()).isFalse();
  }
}
