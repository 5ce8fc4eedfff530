package io.jetpack.cli.message.delivery;

import io.jetpack.cli.node.Machine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The process of a service, as the lock of the outbox names it. The launcher asks no lock: it hands
 * messages over when this very process lives, whatever number another one has by now.
 *
 * @param process its number
 * @param bootId of the boot in which it runs
 * @param start when it was started, in clock ticks since that boot, as field 22 of {@code
 *     /proc/PID/stat}; empty where there is none
 */
public record DrainOwner(long process, String bootId, String start) {

  private static final int START_AFTER_NAME = 19;

  /** This process. */
  public static DrainOwner here() {
    long process = ProcessHandle.current().pid();
    return new DrainOwner(process, Machine.here().bootId(), start(process));
  }

  /** Looks up when a process was started; empty when it is not told. */
  public static String start(long process) {
    try {
      Path stat = Path.of("/proc", Long.toString(process), "stat");
      String line = Files.readString(stat, StandardCharsets.ISO_8859_1);
      // a name may hold spaces and parentheses
      String[] fields = line.substring(line.lastIndexOf(')') + 1).strip().split(" ", -1);
      return fields.length > START_AFTER_NAME ? fields[START_AFTER_NAME] : "";
    } catch (IOException e) {
      return "";
    }
  }

  public String line() {
    return "%d %s %s".formatted(process, bootId, start);
  }
}
