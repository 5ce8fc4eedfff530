package io.jetpack.cli.healthcheck.metrics;

import io.jetpack.healthcheck.HealthState;
import java.time.Duration;
import java.util.Optional;

/** For a service whose numbers nobody wants. */
final class NoMetrics implements HealthMetrics {

  @Override
  public void finished(
      String check,
      Duration wall,
      Duration late,
      Optional<Duration> cpu,
      boolean timedOut,
      int strays) {}

  @Override
  public void state(String check, Optional<HealthState> state) {}

  @Override
  public void missedTick(String check) {}

  @Override
  public void removed(String check) {}

  @Override
  public void held(boolean held) {}

  @Override
  public void settingsReadable(boolean readable) {}

  @Override
  public void writeTextfile() {}

  @Override
  public void close() {}
}
