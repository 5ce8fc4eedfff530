package io.jetpack.healthcheck.service;

import io.jetpack.healthcheck.HealthState;
import io.jetpack.healthcheck.builtin.ReadableChecks;
import io.jetpack.healthcheck.builtin.ReadableSettings;
import io.jetpack.healthcheck.service.event.RunResult;
import io.jetpack.healthcheck.service.state.CheckStatus;
import io.jetpack.healthcheck.service.state.LastRun;
import io.jetpack.healthcheck.service.state.PastRun;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The latest of each check. Used by one thread at a time. */
final class HealthBoard {

  /** Those built-ins that never say 254. */
  private static final Set<String> HARMLESS = Set.of(ReadableSettings.NAME, ReadableChecks.NAME);

  private final Map<String, CheckStatus> statuses = new TreeMap<>();

  /** Takes over what an earlier service knew. */
  void restore(CheckStatus status) {
    statuses.put(status.name(), status);
  }

  /** Writes down that a check is there, whether it has run or not. */
  void know(String name, Optional<String> path, String runtime, Duration interval) {
    CheckStatus before = statuses.get(name);
    statuses.put(
        name,
        before == null
            ? CheckStatus.fresh(name, path, runtime, interval)
            : before.with(path, runtime, interval));
  }

  void forget(String name) {
    statuses.remove(name);
  }

  /** Writes down what came of a run. */
  void record(String name, RunResult result, Instant began) {
    CheckStatus before = statuses.get(name);
    if (before == null) {
      return;
    }
    Optional<LastRun> same = before.last().filter(last -> last.state() == result.state());
    List<PastRun> history = new ArrayList<>();
    history.add(new PastRun(began, result.state(), result.kind(), result.duration()));
    history.addAll(
        before.history().subList(0, Math.min(before.history().size(), CheckStatus.HISTORY - 1)));
    LastRun last =
        new LastRun(
            result.state(),
            result.kind(),
            result.exitCode(),
            result.reason(),
            same.map(LastRun::since).orElse(began),
            began,
            result.duration(),
            result.cpuTime(),
            same.map(LastRun::consecutive).orElse(0L) + 1);
    statuses.put(name, before.with(last, history));
  }

  Optional<CheckStatus> get(String name) {
    return Optional.ofNullable(statuses.get(name));
  }

  Collection<CheckStatus> all() {
    return List.copyOf(statuses.values());
  }

  /** How many checks there are that may say 254. */
  int ableToFail() {
    return (int) statuses.keySet().stream().filter(name -> !HARMLESS.contains(name)).count();
  }

  /** The names of checks that say 254. */
  List<String> failing() {
    return statuses.values().stream()
        .filter(status -> status.state().equals(Optional.of(HealthState.TERMINATE)))
        .map(CheckStatus::name)
        .toList();
  }
}
