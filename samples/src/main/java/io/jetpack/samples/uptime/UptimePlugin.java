package io.jetpack.samples.uptime;

import io.jetpack.cli.Command;
import io.jetpack.cli.CommandPlugin;
import java.nio.file.Path;
import java.time.InstantSource;

/** {@code jetpack uptime}. */
public final class UptimePlugin implements CommandPlugin {

  private static final Path KERNELS_ANSWER = Path.of("/proc/uptime");

  @Override
  public String name() {
    return "uptime";
  }

  @Override
  public String purpose() {
    return "tell for how long this machine has been up";
  }

  @Override
  public String details() {
    return """
    The time is written in days, hours and minutes, such as 2d 3h 14m.

    Only Linux tells it in a way that this command knows: elsewhere it ends with 1.\
    """;
  }

  @Override
  public Command create() {
    return new UptimeCommand(new KernelUptime(KERNELS_ANSWER), InstantSource.system());
  }
}
