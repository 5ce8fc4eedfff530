package io.jetpack.cli.healthcheck.service;

import io.jetpack.healthcheck.service.schedule.Pulse;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Feeds systemd's watchdog from the thread that must not stand still. Safe for many threads. */
final class Heartbeat implements Pulse {

  private static final Duration AT_LEAST_EVERY = Duration.ofSeconds(5);
  private static final Duration AT_MOST_EVERY = Duration.ofSeconds(1);

  /** Of systemd's patience; it advises to use half of it. */
  private static final int SHARE = 3;

  private final SystemdNotify systemd;
  private final Duration period;
  private final AtomicLong lastBeat = new AtomicLong(System.nanoTime());
  private long lastNotified = lastBeat.get() - AT_MOST_EVERY.toNanos();

  Heartbeat(SystemdNotify systemd) {
    this.systemd = systemd;
    this.period =
        systemd
            .watchdogInterval()
            .map(patience -> patience.dividedBy(SHARE))
            .filter(share -> share.compareTo(AT_LEAST_EVERY) < 0 && share.isPositive())
            .orElse(AT_LEAST_EVERY);
  }

  @Override
  public void beat() {
    long now = System.nanoTime();
    lastBeat.set(now);
    if (now - lastNotified >= Math.min(AT_MOST_EVERY.toNanos(), period.toNanos() / 2)) {
      lastNotified = now;
      systemd.watchdog();
    }
  }

  @Override
  public Duration period() {
    return period;
  }

  boolean isAlive(Duration patience) {
    return System.nanoTime() - lastBeat.get() < patience.toNanos();
  }
}
