package io.jetpack.cli.node;

import io.jetpack.cli.node.settings.Settings;
import io.jetpack.cli.node.settings.SettingsReading;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Settings as a file would give them. */
public final class SettingsForTests {

  private SettingsForTests() {}

  /** What lines of the section {@code [amqp]} say. */
  public static Settings.Amqp amqp(String... lines) {
    try {
      Path file = Files.createTempFile("jetpack", ".toml");
      try {
        Files.writeString(file, "[amqp]\n" + String.join("\n", List.of(lines)));
        return switch (SettingsReading.read(file, Map.of())) {
          case SettingsReading.Good(Settings settings) -> settings.amqp();
          case SettingsReading.Faulty faulty -> throw new AssertionError(faulty.message());
        };
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
