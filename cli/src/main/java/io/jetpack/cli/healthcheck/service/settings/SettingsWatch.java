package io.jetpack.cli.healthcheck.service.settings;

import io.jetpack.cli.healthcheck.service.log.ServiceLog;
import io.jetpack.cli.healthcheck.service.settings.SettingsReader.Fresh;
import io.jetpack.cli.node.files.FileTraits;
import io.jetpack.cli.node.settings.AcceptedFile;
import io.jetpack.cli.node.settings.GivenFile;
import io.jetpack.cli.node.settings.SettingsChoice;
import io.jetpack.cli.node.tree.NodeFile;
import io.jetpack.healthcheck.service.state.SettingsHealth;
import io.jetpack.healthcheck.service.state.SettingsProblem;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Whether the service's settings can be read: looks at {@code jetpack.toml} and {@code node.json}
 * every two seconds, on a thread of its own, {@code settings}, since a file may lie on a share that
 * hangs. Safe for use by many threads.
 *
 * <p>A file that is changed while it can be read is taken by a reload only, as ever. One that could
 * not be read is to be taken ({@link #takeable}) as soon as it can, and requests wait until it is.
 */
public final class SettingsWatch implements SettingsHealth, AutoCloseable {

  private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

  /** Who waits for a look waits that long. */
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);

  /** A look that takes longer is reported. */
  private static final Duration STUCK_AFTER = Duration.ofSeconds(10);

  /** What holds while {@code node.json} does not read and none was accepted. */
  private static final String NO_NODE_VALUES = "no values of it";

  private static final String WRITTEN_JUST_NOW = "was changed just now";

  /**
   * What holds now.
   *
   * @param fingerprint of what it was read from
   * @param basis where it is from
   * @param accepted whether it was found in the file itself, which nobody was writing just then
   */
  private record InForce(String fingerprint, SettingsChoice.Basis basis, boolean accepted) {}

  private final SettingsReader reader;
  private final ServiceLog log;
  private final InstantSource clock;
  private final Acceptance settingsAcceptance;
  private final Acceptance nodeAcceptance;
  private final WatchedFile settingsFile;
  private final WatchedFile nodeFile;
  private final SettingsSource settings = new SettingsSource("jetpack.toml");
  private final SettingsSource node = new SettingsSource("node.json");
  private Optional<SettingsProblem> environment;
  private InForce inForce;
  private String nodeInForce;
  private String acceptedNode = "";
  private Optional<String> toBeTaken = Optional.empty();

  private record Began(Instant at, long nanos) {}

  /** When the present look began; empty while there is none. */
  private volatile Optional<Began> looking = Optional.empty();

  /** Why the last look failed, if it did. */
  private volatile Optional<SettingsProblem> bug = Optional.empty();

  private final ScheduledThreadPoolExecutor thread =
      new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name("settings").factory());

  /**
   * Looks at nothing yet.
   *
   * @param first what the service starts with
   * @param keptNode what was accepted of {@code node.json} last
   */
  public SettingsWatch(
      SettingsReader reader,
      Fresh first,
      GivenFile nodeJson,
      AcceptedFile keptNode,
      ServiceLog log,
      InstantSource clock) {
    this.reader = reader;
    this.log = log;
    this.clock = clock;
    this.settingsAcceptance = new Acceptance(reader.kept(), log, clock);
    this.nodeAcceptance = new Acceptance(keptNode, log, clock);
    this.settingsFile =
        new WatchedFile(reader.file(), reader.source(), reader::fault, System::nanoTime, clock);
    this.nodeFile =
        new WatchedFile(
            nodeJson.path(),
            nodeJson::read,
            reading -> NodeFile.fault(nodeJson.path(), reading),
            System::nanoTime,
            clock);
    this.nodeInForce = inForce(keptNode.look());
    this.inForce =
        new InForce(reader.fingerprint(first), first.choice().basis(), isWhole(first.reading()));
    this.environment = environmentProblem(first.choice());
    if (first.choice().fileProblem().isPresent()) {
      settings.waits("does not read");
    } else if (!inForce.accepted()) {
      settings.waits(WRITTEN_JUST_NOW);
    }
  }

  private static String inForce(AcceptedFile.Kept kept) {
    return kept instanceof AcceptedFile.Kept.Copy copy
        ? nodeAcceptedAt(copy.accepted())
        : NO_NODE_VALUES;
  }

  private static String nodeAcceptedAt(Instant at) {
    return "its values accepted at " + at.truncatedTo(ChronoUnit.SECONDS);
  }

  /** Whether nobody can be in the middle of writing what was read, or of replacing it. */
  private boolean isWhole(GivenFile.Reading reading) {
    return switch (reading) {
      case GivenFile.Reading.Absent() -> reader.kept().look() instanceof AcceptedFile.Kept.None;
      case GivenFile.Reading.Content(byte[] _, FileTraits traits) ->
          traits.isOlderThan(WatchedFile.SETTLED, clock.instant());
      case GivenFile.Reading.NoDirectory(var _), GivenFile.Reading.Unreadable(var _) -> false;
    };
  }

  private Optional<SettingsProblem> environmentProblem(SettingsChoice choice) {
    return choice
        .environmentProblem()
        .map(reason ->
            new SettingsProblem(
                "the environment",
                reason + "; correct it and restart the service",
                clock.instant(),
                "the other settings"));
  }

  /**
   * Keeps what the service starts with, and looks from now on. Returns when it is known whether
   * requests may be made.
   */
  public void start(Fresh first) throws InterruptedException {
    settingsAcceptance.quarantine();
    nodeAcceptance.quarantine();
    if (first.choice().basis() instanceof SettingsChoice.Basis.File && inForce().accepted()) {
      settingsAcceptance.accept(first.reading());
    }
    Optional<String> _ = lookAgain();
    var _ =
        thread.scheduleWithFixedDelay(
            this::look, LOOK_EVERY.toMillis(), LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  private synchronized InForce inForce() {
    return inForce;
  }

  private void look() {
    looking = Optional.of(new Began(clock.instant(), System.nanoTime()));
    try {
      judgeSettings(settingsFile.look()).ifPresent(settingsAcceptance::accept);
      judgeNode(nodeFile.look()).ifPresent(nodeAcceptance::accept);
      settingsAcceptance.retry();
      nodeAcceptance.retry();
      bug = Optional.empty();
    } catch (RuntimeException | Error e) {
      failed(e);
    } finally {
      looking = Optional.empty();
    }
  }

  /** Whoever cannot look does not know what the settings say. Never throws. */
  private void failed(Throwable bugOrError) {
    boolean first = bug.isEmpty();
    bug =
        Optional.of(
            new SettingsProblem(
                "config",
                "the settings cannot be looked at: " + bugOrError,
                bug.map(SettingsProblem::since).orElseGet(clock::instant),
                "those of the last look"));
    if (first) {
      try {
        log.error("this is a bug, please report it: " + bugOrError);
      } catch (RuntimeException | Error e) {
        // without room for that there is none for more, and the next look must come
      }
    }
  }

  /** Takes note of a look, and says what of it is accepted. */
  private synchronized Optional<GivenFile.Reading> judgeSettings(WatchedFile.View view) {
    toBeTaken = Optional.empty();
    if (view.fault().isPresent()) {
      settings.bad(view, inForce.basis().text(), clock.instant(), System.nanoTime());
      return Optional.empty();
    }
    if (inForce.accepted() && !settings.isReported()) {
      settings.good();
    } else if (!view.settled()) {
      settings.unsettled(
          "'%s' is changed again and again".formatted(reader.file()),
          inForce.basis().text(),
          clock.instant(),
          System.nanoTime());
    } else if (view.fingerprint().equals(inForce.fingerprint())) {
      inForce = new InForce(inForce.fingerprint(), new SettingsChoice.Basis.File(), true);
      settings.good();
      return view.reading();
    } else {
      settings.readable();
      toBeTaken = Optional.of(view.fingerprint());
    }
    return Optional.empty();
  }

  private synchronized Optional<GivenFile.Reading> judgeNode(WatchedFile.View view) {
    if (view.fault().isPresent()) {
      node.bad(view, nodeInForce, clock.instant(), System.nanoTime());
      return Optional.empty();
    }
    node.readable();
    if (node.isReported() && !view.settled()) {
      return Optional.empty(); // somebody may still be writing
    }
    node.good();
    if (!view.settled() || view.fingerprint().equals(acceptedNode)) {
      return Optional.empty();
    }
    acceptedNode = view.fingerprint();
    boolean none = view.fingerprint().equals(WatchedFile.ABSENT);
    nodeInForce = none ? NO_NODE_VALUES : nodeAcceptedAt(clock.instant());
    return view.reading();
  }

  /**
   * What a reload should take by itself: the file could not be read before, can be now, and says
   * something else than what holds.
   */
  public Optional<Fresh> takeable() throws InterruptedException {
    Optional<String> wanted = toBeTaken();
    if (wanted.isEmpty()) {
      return Optional.empty();
    }
    Fresh fresh = reader.read();
    boolean same = WatchedFile.fingerprint(fresh.reading()).equals(wanted.get());
    return same && fresh.choice().fileProblem().isEmpty() ? Optional.of(fresh) : Optional.empty();
  }

  private synchronized Optional<String> toBeTaken() {
    return toBeTaken;
  }

  /** What a reload takes that somebody asked for. */
  public Fresh read() throws InterruptedException {
    return reader.read();
  }

  /** The service goes on with these settings, of the file itself. */
  public void taken(Fresh fresh) {
    boolean whole = isWhole(fresh.reading());
    synchronized (this) {
      inForce =
          new InForce(
              WatchedFile.fingerprint(fresh.reading()), new SettingsChoice.Basis.File(), whole);
      toBeTaken = Optional.empty();
      settings.good();
      if (!whole) {
        settings.waits(WRITTEN_JUST_NOW);
      }
      environment = environmentProblem(fresh.choice());
    }
    settingsFile.judgeAgain();
    if (whole) {
      settingsAcceptance.accept(fresh.reading());
    }
  }

  @Override
  public List<SettingsProblem> problems() {
    Optional<SettingsProblem> stuck = stuck().or(() -> bug);
    synchronized (this) {
      return Stream.of(stuck, settings.problem(), environment, node.problem())
          .flatMap(Optional::stream)
          .toList();
    }
  }

  /** Nobody knows what is in a file that does not answer. */
  private Optional<SettingsProblem> stuck() {
    Path directory = reader.file().resolveSibling(".").normalize();
    return looking
        .filter(look -> System.nanoTime() - look.nanos() >= STUCK_AFTER.toNanos())
        .map(look ->
            new SettingsProblem(
                "config",
                "what is in '%s' does not answer".formatted(directory),
                look.at(),
                "the settings of the last look"));
  }

  @Override
  public Optional<String> waits() {
    Optional<String> stuck = stuck().or(() -> bug).map(SettingsProblem::summary);
    synchronized (this) {
      return stuck
          // which lasts longest goes first
          .or(() -> environment.map(SettingsProblem::summary))
          .or(settings::waits)
          .or(node::waits);
    }
  }

  @Override
  public Optional<String> lookAgain() throws InterruptedException {
    try {
      thread.submit(this::look).get(ANSWER_LIMIT.toNanos(), TimeUnit.NANOSECONDS);
      return waits();
    } catch (TimeoutException e) {
      return Optional.of("config does not answer");
    } catch (RejectedExecutionException e) {
      return Optional.of("the service ends");
    } catch (ExecutionException e) {
      throw new IllegalStateException("a look at the settings", e.getCause());
    }
  }

  /** Looks no more. A look that hangs ends with the process. */
  @Override
  public void close() {
    List<Runnable> _ = thread.shutdownNow();
  }
}
