package io.jetpack.cli.healthcheck.service;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Feeds systemd's watchdog from the thread that must not stand still. Safe for many threads. */
final class Heartbeat {

  private static final Duration AT_MOST_EVERY = Duration.ofSeconds(1);

  private final SystemdNotify systemd;
  private final AtomicLong lastBeat = new AtomicLong(System.nanoTime());
  private long lastNotified = lastBeat.get() - AT_MOST_EVERY.toNanos();

  Heartbeat(SystemdNotify systemd) {
    this.systemd = systemd;
  }

  /** Called by the ticking thread. */
  void beat() {
    long now = System.nanoTime();
    lastBeat.set(now);
    if (now - lastNotified >= AT_MOST_EVERY.toNanos()) {
      lastNotified = now;
      systemd.watchdog();
    }
  }

  boolean isAlive(Duration patience) {
    return System.nanoTime() - lastBeat.get() < patience.toNanos();
  }
}
