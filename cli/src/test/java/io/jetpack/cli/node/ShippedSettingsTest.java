package io.jetpack.cli.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.jetpack.cli.Golden;
import io.jetpack.cli.node.settings.Knob;
import io.jetpack.cli.node.settings.Knobs;
import io.jetpack.cli.node.settings.SettingsReading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShippedSettingsTest {

  private static final Path SHIPPED = Path.of("src", "dist", "config", "jetpack.toml");
  private static final int WIDTH = 98;

  @Test
  void theShippedFileTellsEveryKnobWithItsDefault() {
    StringBuilder text =
        new StringBuilder(
            """
            # Settings of the agent. What is commented out is the default.
            # Each can also be set by a variable: JETPACK_HEALTHCHECK_PARALLEL=8.
            # Durations are written 500ms, 90s, 15m, 6h, 2d or 1d12h.
            """);
    String section = "";
    for (Knob<?> knob : Knobs.ALL) {
      if (!knob.section().equals(section)) {
        section = knob.section();
        text.append("\n[").append(section).append("]\n");
      }
      text.append('\n').append(comment(knob.purpose()));
      text.append("# ").append(knob.line()).append('\n');
    }
    Golden.compare(SHIPPED, text.toString());
  }

  private static String comment(String purpose) {
    StringBuilder text = new StringBuilder("#");
    int width = 1;
    for (String word : purpose.split(" ", -1)) {
      if (width + 1 + word.length() > WIDTH) {
        text.append("\n#");
        width = 1;
      }
      text.append(' ').append(word);
      width += 1 + word.length();
    }
    return text.append('\n').toString();
  }

  @Test
  void whatIsCommentedOutIsWhatHolds() throws IOException {
    String active = Files.readString(SHIPPED).replaceAll("(?m)^# (\\w+ = )", "$1");
    Path file = Files.createTempFile("jetpack", ".toml");
    try {
      Files.writeString(file, active);
      assertThat(active).contains("\nparallel = 4\n");
      assertThat(SettingsReading.read(file, Map.of()))
          .isEqualTo(SettingsReading.read(SHIPPED, Map.of()))
          .isInstanceOf(SettingsReading.Good.class);
    } finally {
      Files.delete(file);
    }
  }
}
