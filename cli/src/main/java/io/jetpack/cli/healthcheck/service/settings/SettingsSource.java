package io.jetpack.cli.healthcheck.service.settings;

import io.jetpack.healthcheck.service.state.SettingsProblem;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What is known to be wrong with one of the places where settings are. Requests wait from the first
 * look on that found it; it is reported when nobody seems to be writing any more. Used under its
 * owner's lock.
 */
final class SettingsSource {

  /** Who writes on and on for longer is not waited for. */
  private static final Duration WRITTEN_WITHIN = Duration.ofSeconds(10);

  /**
   * When the present trouble was seen first.
   *
   * @param nanos by the clock that does not jump
   */
  private record First(Instant at, long nanos) {}

  private final String name;
  private Optional<First> first = Optional.empty();

  /** Since when nobody could tell whether it was whole. */
  private Optional<First> unsettled = Optional.empty();

  private Optional<SettingsProblem> problem = Optional.empty();
  private Optional<String> waits = Optional.empty();

  /**
   * @param name for people, in short
   */
  SettingsSource(String name) {
    this.name = name;
  }

  /**
   * A look found something wrong.
   *
   * @param inForce what holds meanwhile, for people
   */
  void bad(WatchedFile.View view, String inForce, Instant wallClock, long now) {
    First seen = first.orElseGet(() -> new First(wallClock, now));
    first = Optional.of(seen);
    SettingsProblem present =
        new SettingsProblem(name, view.fault().orElse(""), seen.at(), inForce);
    waits = Optional.of(present.summary());
    if (view.quiet() || now - seen.nanos() >= WRITTEN_WITHIN.toNanos()) {
      problem = Optional.of(present);
    }
  }

  /**
   * A look found nothing wrong, but another content than the look before, as if somebody were
   * writing.
   *
   * @param reason for people, when it has been so for long
   */
  void unsettled(String reason, String inForce, Instant wallClock, long now) {
    First seen = unsettled.orElseGet(() -> new First(wallClock, now));
    unsettled = Optional.of(seen);
    first = Optional.empty();
    if (now - seen.nanos() >= WRITTEN_WITHIN.toNanos()) {
      problem = Optional.of(new SettingsProblem(name, reason, seen.at(), inForce));
    }
  }

  /** It can be read; what was reported is over only when its owner says that it is good. */
  void readable() {
    first = Optional.empty();
    unsettled = Optional.empty();
  }

  /** It can be read and holds. */
  void good() {
    readable();
    problem = Optional.empty();
    waits = Optional.empty();
  }

  /** Requests wait for something that is not worth a report yet. */
  void waits(String why) {
    waits = Optional.of(name + " " + why);
  }

  boolean isReported() {
    return problem.isPresent();
  }

  Optional<SettingsProblem> problem() {
    return problem;
  }

  Optional<String> waits() {
    return waits;
  }
}
