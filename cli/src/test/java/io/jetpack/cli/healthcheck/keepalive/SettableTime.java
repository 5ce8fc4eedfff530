package io.jetpack.cli.healthcheck.keepalive;

import io.jetpack.cli.node.Moment;
import io.jetpack.cli.node.NodeTime;
import io.jetpack.cli.node.Uptime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A machine whose clocks a test sets. */
final class SettableTime implements NodeTime {

  static final Instant START = Instant.parse("2026-11-22T17:04:12Z");

  private Instant wall = START;
  private String bootId = "boot-1";
  private long uptimeSeconds = 5_000;
  private boolean tellsUptime = true;

  @Override
  public synchronized Moment now() {
    return new Moment(
        wall, tellsUptime ? Optional.of(new Uptime(bootId, uptimeSeconds)) : Optional.empty());
  }

  /** Time goes by. */
  synchronized SettableTime pass(Duration duration) {
    wall = wall.plus(duration);
    uptimeSeconds += duration.toSeconds();
    return this;
  }

  /** Somebody sets the wall clock. */
  synchronized SettableTime jump(Duration duration) {
    wall = wall.plus(duration);
    return this;
  }

  /** The machine starts anew. */
  synchronized SettableTime reboot() {
    bootId += "+";
    uptimeSeconds = 7;
    return this;
  }

  /** There is no {@code /proc}. */
  synchronized SettableTime withoutUptime() {
    tellsUptime = false;
    return this;
  }
}
