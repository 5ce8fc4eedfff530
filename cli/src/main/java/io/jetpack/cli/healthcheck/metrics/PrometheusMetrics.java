package io.jetpack.cli.healthcheck.metrics;

import io.jetpack.healthcheck.HealthState;
import io.jetpack.healthcheck.service.state.CheckStatus;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** The numbers in a registry of their own. */
final class PrometheusMetrics implements HealthMetrics {

  private static final double NANOS_PER_SECOND = 1e9;

  private final PrometheusRegistry registry = new PrometheusRegistry();

  private final Gauge state =
      Gauge.builder()
          .name("jetpack_check_state")
          .help(
              "What the check said last: 1 for its state, or for waiting before its first run, 0 for the others")
          .labelNames("check", "state")
          .register(registry);
  private final Counter runs = counter("jetpack_check_runs", "How often the check has run");
  private final Gauge duration =
      Gauge.builder()
          .name("jetpack_check_duration_seconds")
          .help("How long the check's last run took")
          .labelNames("check")
          .register(registry);
  private final Gauge late =
      Gauge.builder()
          .name("jetpack_check_late_seconds")
          .help("How long after its turn the check's last run began")
          .labelNames("check")
          .register(registry);
  private final Counter cpu =
      counter("jetpack_check_cpu_seconds", "Processor time of the check's runs");
  private final Counter timeouts =
      counter("jetpack_check_timeouts", "How often the check was ended at its time limit");
  private final Counter missedTicks =
      counter("jetpack_check_missed_ticks", "How often the check was due while it was running");
  private final Counter strays =
      Counter.builder()
          .name("jetpack_stray_processes_killed")
          .help("How many processes that checks left behind were killed")
          .register(registry);
  private final Gauge held =
      Gauge.builder()
          .name("jetpack_held")
          .help("1 while somebody holds the node against termination")
          .register(registry);
  private final Gauge settingsReadable =
      Gauge.builder()
          .name("jetpack_settings_readable")
          .help(
              "1 while all settings of the agent can be read, 0 while requests wait because they cannot")
          .register(registry);
  private final Optional<Textfile> textfile;
  private final @Nullable MetricsEndpoint endpoint;

  private PrometheusMetrics(Exports exports, Sources sources) throws IOException {
    gauge(
        "jetpack_warm_contexts",
        "How many Python interpreters wait for work",
        sources.warmContexts());
    gauge(
        "jetpack_outbox_messages",
        "How many messages wait for the broker",
        sources.outboxMessages());
    textfile = exports.textfile().map(path -> new Textfile(path, registry));
    OptionalInt port = exports.port();
    endpoint =
        port.isPresent()
            ? MetricsEndpoint.open(port.getAsInt(), registry, sources.isTicking())
            : null;
  }

  static PrometheusMetrics open(Exports exports, Sources sources) throws IOException {
    return new PrometheusMetrics(exports, sources);
  }

  private Counter counter(String name, String help) {
    return Counter.builder().name(name).help(help).labelNames("check").register(registry);
  }

  private void gauge(String name, String help, IntSupplier value) {
    GaugeWithCallback ignored =
        GaugeWithCallback.builder()
            .name(name)
            .help(help)
            .callback(callback -> callback.call(value.getAsInt()))
            .register(registry);
  }

  /** Where the endpoint is, when there is one. */
  OptionalInt port() {
    return endpoint == null ? OptionalInt.empty() : OptionalInt.of(endpoint.port());
  }

  @Override
  public void finished(
      String check,
      Duration wall,
      Duration lateness,
      Optional<Duration> cpuTime,
      boolean timedOut,
      int strayProcesses) {
    runs.labelValues(check).inc();
    duration.labelValues(check).set(seconds(wall));
    late.labelValues(check).set(seconds(lateness));
    cpu.labelValues(check).inc(seconds(cpuTime.orElse(Duration.ZERO)));
    timeouts.labelValues(check).inc(timedOut ? 1 : 0);
    missedTicks.labelValues(check).inc(0);
    strays.inc(Math.max(0, strayProcesses));
  }

  private static double seconds(Duration time) {
    return time.isNegative() ? 0 : time.toSeconds() + time.toNanosPart() / NANOS_PER_SECOND;
  }

  @Override
  public void state(String check, Optional<HealthState> now) {
    for (HealthState each : HealthState.values()) {
      state.labelValues(check, each.label()).set(now.equals(Optional.of(each)) ? 1 : 0);
    }
    state.labelValues(check, CheckStatus.WAITING).set(now.isEmpty() ? 1 : 0);
  }

  @Override
  public void missedTick(String check) {
    missedTicks.labelValues(check).inc();
  }

  @Override
  public void removed(String check) {
    for (HealthState each : HealthState.values()) {
      state.remove(check, each.label());
    }
    state.remove(check, CheckStatus.WAITING);
    duration.remove(check);
    late.remove(check);
    for (Counter counter : new Counter[] {runs, cpu, timeouts, missedTicks}) {
      counter.remove(check);
    }
  }

  @Override
  public void held(boolean now) {
    held.set(now ? 1 : 0);
  }

  @Override
  public void settingsReadable(boolean now) {
    settingsReadable.set(now ? 1 : 0);
  }

  @Override
  public void writeTextfile() throws IOException {
    if (textfile.isPresent()) {
      textfile.get().write();
    }
  }

  @Override
  public void close() {
    if (endpoint != null) {
      endpoint.close();
    }
  }
}
