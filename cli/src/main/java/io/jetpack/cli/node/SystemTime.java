package io.jetpack.cli.node;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** The machine's clocks. Where there is no {@code /proc} there is no uptime. */
public final class SystemTime implements NodeTime {

  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
  private static final Path UPTIME = Path.of("/proc/uptime");

  /** No process outlives the boot that it was started in. */
  private Optional<String> bootId = Optional.empty();

  @Override
  public Moment now() {
    return new Moment(Instant.now(), uptime());
  }

  private synchronized Optional<Uptime> uptime() {
    try {
      String seconds = Files.readString(UPTIME).split(" ", 2)[0];
      String boot = bootId.isPresent() ? bootId.get() : Files.readString(BOOT_ID).strip();
      bootId = Optional.of(boot);
      return Optional.of(new Uptime(boot, new BigDecimal(seconds).longValue()));
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }
}
