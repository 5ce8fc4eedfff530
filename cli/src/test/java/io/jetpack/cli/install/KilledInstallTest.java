package io.jetpack.cli.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ended before each change in turn, as by SIGKILL: nothing of the program catches what is thrown.
 */
@Timeout(120)
class KilledInstallTest {

  private static final class Killed extends Error {
    private static final long serialVersionUID = 1;
  }

  /** Each takes three installations: by default some are tried, with 1 all are. */
  private static final int STEP = Integer.getInteger("jetpack.kill.step", 11);

  @TempDir Path scratch;

  private static Consumer<String> killingAt(int change) {
    AtomicInteger seen = new AtomicInteger();
    return _ -> {
      if (seen.getAndIncrement() == change) {
        throw new Killed();
      }
    };
  }

  private Image image(String name) throws IOException {
    return Image.withSystemd(Files.createDirectory(scratch.resolve(name)));
  }

  /** How many changes there are in it. */
  private static int changes(Image image, String version) throws Exception {
    AtomicInteger all = new AtomicInteger();
    image.install(image.distribution(version), version, _ -> all.incrementAndGet());
    return all.get();
  }

  @Test
  void whenever_it_is_killed_the_next_installation_mends_it() throws Exception {
    Image whole = image("whole");
    int changes = changes(whole, "1.0");
    assertThat(changes).isGreaterThan(60);
    String wanted = whole.listing();
    for (int change = 0; change < changes; change += STEP) {
      Image image = image("killed-" + change);
      String before = image.listing();
      Path distribution = image.distribution("1.0");
      Consumer<String> killing = killingAt(change);
      assertThatThrownBy(() -> image.install(distribution, "1.0", killing))
          .isInstanceOf(Killed.class);
      image.install("1.0");
      assertThat(image.listing()).as("killed at " + change).isEqualTo(wanted);
      image.uninstall(true);
      assertThat(image.listing()).as("removed after killed at " + change).isEqualTo(before);
    }
  }

  @Test
  void an_upgrade_that_is_killed_leaves_a_program_that_answers() throws Exception {
    Image whole = image("whole");
    whole.install("1.0");
    int changes = changes(whole, "1.1");
    String wanted = whole.listing();
    Image image = image("killed");
    for (int change = 0; change < changes; change += STEP) {
      image.install("1.0");
      Path distribution = image.distribution("1.1");
      Consumer<String> killing = killingAt(change);
      assertThatThrownBy(() -> image.install(distribution, "1.1", killing))
          .isInstanceOf(Killed.class);
      assertThat(image.home("bin/jetpack")).isExecutable();
      image.install("1.1");
      assertThat(image.listing()).as("killed at " + change).isEqualTo(wanted);
    }
  }

  @Test
  void an_uninstallation_that_is_killed_is_finished_by_the_next() throws Exception {
    Image whole = image("whole");
    String before = whole.listing();
    whole.install("1.0");
    AtomicInteger changes = new AtomicInteger();
    whole.uninstall(Extent.ALL, _ -> changes.incrementAndGet());
    Image image = image("killed");
    for (int change = 0; change < changes.get(); change += STEP) {
      image.install("1.0");
      Consumer<String> killing = killingAt(change);
      assertThatThrownBy(() -> image.uninstall(Extent.ALL, killing)).isInstanceOf(Killed.class);
      try {
        image.uninstall(true);
      } catch (Obstacle e) {
        assertThat(e).hasMessageStartingWith("nothing is installed in ");
      }
      assertThat(image.listing()).as("killed at " + change).isEqualTo(before);
    }
  }
}
