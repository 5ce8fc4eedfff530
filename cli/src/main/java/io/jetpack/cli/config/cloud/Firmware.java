package io.jetpack.cli.config.cloud;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the firmware calls the machine. Where it tells nothing, no provider is known.
 *
 * @param folder {@code /sys/class/dmi/id} on Linux
 */
record Firmware(Path folder) {

  static final Firmware OF_THIS_MACHINE = new Firmware(Path.of("/sys/class/dmi/id"));

  /** The content of a file of the folder, empty when it can not be read. */
  String read(String name) {
    try {
      return new String(Files.readAllBytes(folder.resolve(name)), StandardCharsets.UTF_8).strip();
    } catch (IOException | SecurityException e) {
      return "";
    }
  }
}
