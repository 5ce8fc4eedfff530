package io.jetpack.cli.healthcheck.status;

import io.jetpack.cli.Command;
import io.jetpack.cli.CommandPlugin;
import java.time.InstantSource;
import java.time.ZoneId;

/** {@code jetpack healthcheck status}. */
public final class StatusPlugin implements CommandPlugin {

  @Override
  public String name() {
    return "healthcheck status";
  }

  @Override
  public String purpose() {
    return "show what the service found last";
  }

  @Override
  public String details() {
    return """
    Shows whether the service runs, the state of the node, whether it is held, and
    of each check its state and since when, the last run and the next one, the time
    and processor time of the last run, its exit code and its reason. '3x' tells how
    many times in a row a check said so. 'waiting' has not run yet; 'stale' is older
    than two intervals of the check. A narrow terminal leaves out the columns CPU,
    CODE, TIME, SINCE and NEXT, in this order, where there is no room; a file gets
    one line a check, and --json holds everything.

    JSON: service {running, pid, since, written}, state, hold, checks [{check, path,
    state, kind, exit_code, reason, runtime, duration_seconds, cpu_seconds,
    interval_seconds, since, last_run, next_run, consecutive, missed_ticks, stale,
    request {reason, requested_at, attempt}, history}]. Times are ISO 8601.

    exit codes: 0 the service runs, whatever its checks say; 1 there is nothing to
    show, because the service has never run here or its state can not be read; 3 the
    service does not run, and what is shown is what it wrote last.\
    """;
  }

  @Override
  public Command create() {
    return new StatusCommand(InstantSource.system(), ZoneId.systemDefault());
  }
}
