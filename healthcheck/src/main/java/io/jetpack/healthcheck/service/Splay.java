package io.jetpack.healthcheck.service;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.zip.CRC32;

/** Spreads first runs over time, so that ten thousand nodes and many checks do not beat in step. */
final class Splay {

  private static final int PARTS = 2;
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private Splay() {}

  /**
   * How long the first run of a check waits: always the same for one check on one node, less than
   * half its interval and less than a minute.
   */
  static Duration of(String node, String check, Duration interval) {
    Duration part = interval.dividedBy(PARTS);
    long most = Math.max(1, (part.compareTo(LONGEST) < 0 ? part : LONGEST).toMillis());
    CRC32 crc = new CRC32();
    crc.update((node + "\0" + check).getBytes(StandardCharsets.UTF_8));
    return Duration.ofMillis(crc.getValue() * most >>> 32);
  }
}
