package io.jetpack.cli.healthcheck.service.state;

import io.jetpack.healthcheck.HealthState;
import io.jetpack.healthcheck.hold.Hold;
import io.jetpack.healthcheck.hold.HoldReading;
import io.jetpack.healthcheck.service.state.CheckStatus;
import io.jetpack.healthcheck.service.state.LastRun;
import io.jetpack.healthcheck.service.state.PastRun;
import io.jetpack.healthcheck.service.state.PendingRequest;
import io.jetpack.healthcheck.service.state.ServiceState;
import io.jetpack.healthcheck.service.state.SettingsProblem;
import io.jetpack.healthcheck.service.state.Withdrawal;
import io.jetpack.runner.files.Mount;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads what {@link StateJson} wrote. */
final class StateReading {

  /** Nobody has as much time as would be too much to compute with. */
  private static final BigDecimal MOST_SECONDS = BigDecimal.valueOf(1L << 40);

  private StateReading() {}

  /**
   * Reads a whole state.
   *
   * @throws IllegalArgumentException with what is wrong, for people
   */
  static ServiceState parse(byte[] bytes) {
    try {
      JsonNode tree = new JsonMapper().readTree(bytes);
      if (!tree.isObject()) {
        throw new IllegalArgumentException("it holds no JSON object");
      }
      JsonNode service = tree.path("service");
      List<CheckStatus> checks = new ArrayList<>();
      for (JsonNode check : tree.required("checks")) {
        checks.add(check(check));
      }
      List<Withdrawal> withdrawals = new ArrayList<>();
      for (JsonNode each : tree.path("withdrawals")) {
        PendingRequest request = request(each.required("check").asString(), each);
        withdrawals.add(new Withdrawal(request, each.path("why").asString("")));
      }
      return new ServiceState(
          instant(service.required("written")),
          instant(service.required("since")),
          service.required("pid").asLong(),
          hold(tree.path("hold")),
          problems(tree.path("settings").path("problems")),
          checks,
          withdrawals,
          mount(tree.path("scripts_mount")));
    } catch (JacksonException e) {
      throw new IllegalArgumentException("it is no such JSON: " + e.getOriginalMessage(), e);
    } catch (DateTimeException | ArithmeticException e) {
      throw new IllegalArgumentException("it holds a time that is none: " + e.getMessage(), e);
    }
  }

  /** An earlier version wrote none. */
  private static List<SettingsProblem> problems(JsonNode problems) {
    List<SettingsProblem> found = new ArrayList<>();
    for (JsonNode problem : problems) {
      found.add(
          new SettingsProblem(
              problem.path("source").asString(""),
              problem.path("reason").asString(""),
              instant(problem.required("since")),
              problem.path("in_force").asString("")));
    }
    return found;
  }

  /** An earlier version wrote none. */
  private static Optional<Mount> mount(JsonNode mount) {
    return mount.isObject()
        ? Optional.of(
            new Mount(
                mount.path("number").asLong(0),
                mount.path("place").asString(""),
                mount.path("kind").asString(""),
                mount.path("root").asString("")))
        : Optional.empty();
  }

  private static HoldReading hold(JsonNode hold) {
    if (!hold.isObject()) {
      return new HoldReading.Free();
    }
    if (!hold.path("since").isString()) {
      return new HoldReading.Unreadable(hold.path("reason").asString(""));
    }
    return new HoldReading.Held(
        new Hold(
            optionalInstant(hold.path("until")),
            instant(hold.required("since")),
            hold.path("by").asString(""),
            hold.path("reason").asString("")));
  }

  private static CheckStatus check(JsonNode check) {
    String name = check.required("check").asString();
    List<PastRun> history = new ArrayList<>();
    for (JsonNode run : check.path("history")) {
      history.add(
          new PastRun(
              instant(run.required("at")),
              state(run.required("state")),
              run.path("kind").asString(""),
              seconds(run.path("duration_seconds"))));
    }
    JsonNode request = check.path("request");
    return new CheckStatus(
        name,
        optional(check.path("path")),
        check.path("runtime").asString(""),
        seconds(check.required("interval_seconds")),
        check.path("last_run").isString() ? Optional.of(last(check)) : Optional.empty(),
        optionalInstant(check.path("next_run")),
        check.path("missed_ticks").asLong(0),
        request.isObject() ? Optional.of(request(name, request)) : Optional.empty(),
        optional(check.path("request_waits")),
        history.subList(0, Math.min(history.size(), CheckStatus.HISTORY)));
  }

  private static PendingRequest request(String check, JsonNode request) {
    return new PendingRequest(
        check,
        request.path("reason").asString(""),
        instant(request.required("requested_at")),
        request.required("attempt").asInt());
  }

  private static LastRun last(JsonNode check) {
    JsonNode exitCode = check.path("exit_code");
    return new LastRun(
        state(check.required("state")),
        check.path("kind").asString(""),
        exitCode.isInt() ? OptionalInt.of(exitCode.intValue()) : OptionalInt.empty(),
        optional(check.path("reason")),
        instant(check.required("since")),
        instant(check.required("last_run")),
        seconds(check.path("duration_seconds")),
        check.path("cpu_seconds").isNumber()
            ? Optional.of(seconds(check.path("cpu_seconds")))
            : Optional.empty(),
        check.path("consecutive").asLong(1));
  }

  private static HealthState state(JsonNode state) {
    return HealthState.valueOf(state.asString().toUpperCase(Locale.ROOT));
  }

  private static Optional<String> optional(JsonNode text) {
    return text.isString() ? Optional.of(text.stringValue()) : Optional.empty();
  }

  private static Instant instant(JsonNode time) {
    return Instant.parse(time.asString());
  }

  private static Optional<Instant> optionalInstant(JsonNode time) {
    return time.isString() ? Optional.of(instant(time)) : Optional.empty();
  }

  private static Duration seconds(JsonNode number) {
    if (!number.isNumber()) {
      return Duration.ZERO;
    }
    BigDecimal seconds = number.decimalValue();
    if (seconds.signum() < 0 || seconds.compareTo(MOST_SECONDS) > 0) {
      throw new IllegalArgumentException("it holds a time that nobody can have");
    }
    return Duration.ofNanos(seconds.movePointRight(6).longValue() * 1000);
  }
}
