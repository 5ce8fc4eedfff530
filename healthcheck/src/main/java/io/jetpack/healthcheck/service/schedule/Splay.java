package io.jetpack.healthcheck.service.schedule;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.zip.CRC32;

/** Spreads first runs over time, so that ten thousand nodes and many checks do not beat in step. */
public final class Splay {

  private static final Duration LONGEST = Duration.ofMinutes(1);

  private Splay() {}

  /**
   * How long the first run of a check waits: always the same for one check on one node, less than
   * its interval and less than a minute.
   */
  public static Duration of(String node, String check, Duration interval) {
    long most = Math.max(1, (interval.compareTo(LONGEST) < 0 ? interval : LONGEST).toMillis());
    CRC32 crc = new CRC32();
    crc.update((node + "\0" + check).getBytes(StandardCharsets.UTF_8));
    return Duration.ofMillis(crc.getValue() * most >>> 32);
  }
}
