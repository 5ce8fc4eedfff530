package io.jetpack.healthcheck.service.schedule;

import java.time.Duration;

/** Hears that the service's ticking thread lives. */
public interface Pulse {

  /** Called by the ticking thread. Never throws, and waits for nothing. */
  void beat();

  /** How often {@link #beat} is to be called at least; more than zero. */
  Duration period();

  /** Nobody listens. */
  static Pulse none(Duration period) {
    return new Pulse() {
      @Override
      public void beat() {}

      @Override
      public Duration period() {
        return period;
      }
    };
  }
}
