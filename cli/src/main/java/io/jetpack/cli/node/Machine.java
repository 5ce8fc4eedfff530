package io.jetpack.cli.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What tells the machine that this runs on from others. A part that the machine does not tell is
 * empty.
 *
 * @param id of its installation, the same in each boot; machines that share a root file system
 *     share it
 * @param bootId of this boot of its kernel; its containers have the same
 * @param host its name
 */
public record Machine(String id, String bootId, String host) {

  private static final Path HOST = Path.of("/proc/sys/kernel/hostname");
  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

  /** The machine that this runs on. */
  public static Machine here() {
    return new Machine(
        MachineId.find(Map.of()).map(MachineId::text).orElse(""), read(BOOT_ID), read(HOST));
  }

  /** Whether it is the same one, before or after a reboot, or one of its containers. */
  boolean isSameAs(Machine other) {
    boolean sameBoot = !bootId.isEmpty() && bootId.equals(other.bootId);
    return sameBoot || (id.equals(other.id) && host.equals(other.host));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      return "";
    }
  }
}
