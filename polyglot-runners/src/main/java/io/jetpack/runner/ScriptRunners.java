package io.jetpack.runner;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * All runners of this program. A runner is opened when its first script runs. Safe for use by many
 * threads; closing ends every runner.
 */
public final class ScriptRunners implements AutoCloseable {

  private final RunnerSettings settings;
  private final Map<String, ScriptRunnerProvider> providers = new LinkedHashMap<>();
  private final Map<String, ScriptRunner> open = new LinkedHashMap<>();
  private boolean closed;

  /**
   * @throws IllegalArgumentException when two providers have one name
   */
  public ScriptRunners(RunnerSettings settings, Collection<ScriptRunnerProvider> providers) {
    this.settings = settings;
    for (ScriptRunnerProvider provider : providers) {
      ScriptRunnerProvider other = this.providers.putIfAbsent(provider.name(), provider);
      if (other != null) {
        throw new IllegalArgumentException(
            "two runners are named '%s': %s and %s; remove one of their jars"
                .formatted(
                    provider.name(), other.getClass().getName(), provider.getClass().getName()));
      }
    }
  }

  /** The runners that the class path holds. */
  public static ScriptRunners load(RunnerSettings settings) {
    return new ScriptRunners(settings, onClassPath());
  }

  private static List<ScriptRunnerProvider> onClassPath() {
    List<ScriptRunnerProvider> found = new ArrayList<>();
    ServiceLoader.load(ScriptRunnerProvider.class, ScriptRunners.class.getClassLoader())
        .forEach(found::add);
    return found;
  }

  /**
   * Lets the runner of that name load what each of its scripts needs while the caller finds out
   * what to run, see {@link ScriptRunnerProvider#warmUp}. Does not wait, and never fails.
   */
  public static void warmUp(String name) {
    Thread thread =
        Thread.ofPlatform()
            .name("warm-up")
            .daemon()
            .unstarted(() -> {
              try {
                onClassPath().stream()
                    .filter(provider -> provider.name().equals(name))
                    .forEach(ScriptRunnerProvider::warmUp);
              } catch (RuntimeException | Error e) {
                // whoever runs a script meets the same, and tells
              }
            });
    try {
      NativeThreads.start(thread);
    } catch (IOException e) {
      // whoever runs a script meets the same, and tells
    }
  }

  /** What runners say about this machine, by their names; most say nothing. */
  public static Map<String, String> aboutThisMachine() {
    Map<String, String> lines = new LinkedHashMap<>();
    for (ScriptRunnerProvider provider : onClassPath()) {
      provider.aboutThisMachine().ifPresent(line -> lines.put(provider.name(), line));
    }
    return lines;
  }

  /**
   * Whether this program may ignore signals without ignoring them for scripts, see {@link
   * ScriptRunnerProvider#startsWithDefaultSignals}.
   */
  public static boolean startWithDefaultSignals() {
    return onClassPath().stream().allMatch(ScriptRunnerProvider::startsWithDefaultSignals);
  }

  /** The names of all runners. */
  public List<String> names() {
    return List.copyOf(providers.keySet());
  }

  /** Whether this machine has a way to run batch files. */
  public boolean canRunBatch() {
    return !settings.batchCommand().isEmpty();
  }

  /** The name of the runner that takes a script, or empty when none does. */
  public Optional<String> nameFor(Script script) {
    return providers.values().stream()
        .filter(provider -> provider.takes(script))
        .map(ScriptRunnerProvider::name)
        .findFirst();
  }

  /**
   * Runs a script with the runner of that name.
   *
   * @throws IllegalArgumentException when there is no such runner
   * @throws InterruptedException as {@link ScriptRunner#run}
   */
  public ScriptOutcome run(String name, ScriptRequest request) throws InterruptedException {
    return opened(name).run(request);
  }

  /**
   * Lets the runner of that name get ready while the caller does something else, see {@link
   * ScriptRunner#prepare}.
   *
   * @throws IllegalArgumentException when there is no such runner
   */
  public void prepare(String name) {
    opened(name).prepare();
  }

  /**
   * Looks into scripts with the runner of that name, without running them.
   *
   * @throws IllegalArgumentException when there is no such runner
   * @throws InterruptedException as {@link ScriptRunner#inspect}
   */
  public List<Optional<Inspection>> inspect(String name, List<Path> scripts)
      throws InterruptedException {
    return scripts.isEmpty() ? List.of() : opened(name).inspect(scripts);
  }

  /**
   * Ends what is left of a run with the runner of that name, see {@link ScriptRunner#endAbandoned}.
   *
   * @throws IllegalArgumentException when there is no such runner
   */
  public List<StrayProcess> endAbandoned(String name, String runId, Duration grace) {
    return opened(name).endAbandoned(runId, grace);
  }

  private synchronized ScriptRunner opened(String name) {
    if (closed) {
      throw new IllegalStateException("the runners are closed");
    }
    ScriptRunner runner = open.get(name);
    if (runner == null) {
      ScriptRunnerProvider provider = providers.get(name);
      if (provider == null) {
        throw new IllegalArgumentException(
            "no runner is named '%s'; there are %s".formatted(name, names()));
      }
      runner = provider.open(settings);
      open.put(name, runner);
    }
    return runner;
  }

  /** How many interpreters all runners keep ready. */
  public synchronized int warmInterpreters() {
    return open.values().stream().mapToInt(ScriptRunner::warmInterpreters).sum();
  }

  @Override
  public synchronized void close() {
    closed = true;
    open.values().forEach(ScriptRunner::close);
    open.clear();
  }
}
