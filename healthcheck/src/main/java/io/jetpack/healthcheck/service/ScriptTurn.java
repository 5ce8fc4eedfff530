package io.jetpack.healthcheck.service;

import io.jetpack.healthcheck.Check;
import io.jetpack.healthcheck.CheckResult;
import io.jetpack.healthcheck.HealthState;
import io.jetpack.healthcheck.ScriptPermissions;
import io.jetpack.healthcheck.service.event.RunResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A turn of a script: its settings are read again, it is run, and what it says counts unless the
 * file was caught half written. Safe for use by many threads.
 */
final class ScriptTurn {

  private static final Duration SETTLES_WITHIN = Duration.ofSeconds(10);

  /** What came of a turn. */
  sealed interface Outcome {
    /** The script was run. */
    record Judged(CheckResult result, RunResult run) implements Outcome {}

    /** Somebody seems to be writing: it should have its turn again when that may be over. */
    record Unsettled() implements Outcome {}

    /** It was removed meanwhile, which the next look into the folder finds. */
    record Gone() implements Outcome {}
  }

  private final ServiceParts parts;
  private final boolean strictPermissions;
  private final OwnProcesses ownProcesses = new OwnProcesses();
  private final Map<String, Long> unsettled = new ConcurrentHashMap<>();

  /**
   * @param strictPermissions whether scripts that others may change are refused
   */
  ScriptTurn(ServiceParts parts, boolean strictPermissions) {
    this.parts = parts;
    this.strictPermissions = strictPermissions;
  }

  Outcome take(Check known, Instant began) throws InterruptedException {
    FileStamp before = FileStamp.of(known.script());
    if (before.isNone()) {
      unsettled.remove(known.name());
      return new Outcome.Gone();
    }
    if (before.isFresh(began, HealthService.SETTLED) && waitsToSettle(known.name())) {
      return new Outcome.Unsettled();
    }
    Check check = ownProcesses.placed(parts.directory().check(known.script()), before);
    CheckResult result = parts.runner().run(permitted(check));
    FileStamp after = FileStamp.of(known.script());
    if (after.isNone()) {
      unsettled.remove(known.name());
      return new Outcome.Gone();
    }
    boolean edited = !after.equals(before);
    if (edited && result.state() != HealthState.HEALTHY && waitsToSettle(known.name())) {
      return new Outcome.Unsettled();
    }
    unsettled.remove(known.name());
    return new Outcome.Judged(result, RunResult.of(result, ownProcesses.note(result, before)));
  }

  /** Whether it is too early to give up on a file that is never whole. */
  private boolean waitsToSettle(String name) {
    long now = System.nanoTime();
    return now - unsettled.computeIfAbsent(name, ignored -> now) <= SETTLES_WITHIN.toNanos();
  }

  private Check permitted(Check check) {
    return strictPermissions
        ? ScriptPermissions.warning(check.script(), parts.home()).map(check::refused).orElse(check)
        : check;
  }
}
