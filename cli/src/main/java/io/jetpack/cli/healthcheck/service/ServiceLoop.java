package io.jetpack.cli.healthcheck.service;

import io.jetpack.cli.CommandContext;
import io.jetpack.cli.CommandFailure;
import io.jetpack.cli.healthcheck.service.log.ServiceLog;
import io.jetpack.cli.healthcheck.service.settings.SettingsReader.Fresh;
import io.jetpack.cli.healthcheck.service.settings.SettingsWatch;
import io.jetpack.cli.node.settings.Settings;
import io.jetpack.healthcheck.scratch.ScratchPlaces;
import io.jetpack.healthcheck.service.LastResort;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** Runs the service until somebody ends it, with new settings where there are any to be taken. */
final class ServiceLoop {

  private static final long LOOK_SECONDS = 2;

  /** Every so many looks. */
  private static final int UPKEEP_EVERY = 3;

  private final CommandContext context;
  private final ServiceLog log;
  private final SettingsWatch watch;
  private final LockRenewal renewal;
  private final SystemdNotify systemd;

  /** One that comes while the one before is obeyed is not forgotten. */
  private final BlockingQueue<Boolean> hangUps = new ArrayBlockingQueue<>(1);

  private final LastResort lastResort;

  private final Garbage garbage = new Garbage(System::nanoTime, System::gc);
  private final Leftovers leftovers;

  ServiceLoop(
      CommandContext context,
      ServiceLog log,
      SettingsWatch watch,
      LockRenewal renewal,
      LastResort lastResort) {
    this.context = context;
    this.log = log;
    this.watch = watch;
    this.renewal = renewal;
    this.lastResort = lastResort;
    this.systemd = new SystemdNotify(context.environment());
    ScratchPlaces places = ScratchPlaces.of(context.environment(), context.home().run());
    this.leftovers = new Leftovers(places, System::nanoTime, log);
  }

  /**
   * Returns when it is interrupted: SIGTERM is how services end.
   *
   * @param settings to start with
   */
  void run(Settings settings) {
    boolean ignored = JavaSignals.handle("HUP", () -> hangUps.offer(true));
    RunningService running = service(settings);
    try {
      running.start();
      systemd.ready();
      leftovers.removeWhenDue();
      for (int look = 1; !Thread.currentThread().isInterrupted(); look++) {
        boolean asked = hangUps.poll(LOOK_SECONDS, TimeUnit.SECONDS) != null;
        try {
          Optional<Fresh> fresh = asked ? Optional.of(watch.read()) : watch.takeable();
          if (fresh.isPresent()) {
            systemd.reloading();
            // known before anything else can fail: the one before has ended
            running = reload(running, fresh.get());
            systemd.ready();
          }
          lookAfter(running, fresh.isPresent() || look % UPKEEP_EVERY == 0);
        } catch (RuntimeException | Error e) {
          running.mishaps().happened(e);
        }
      }
    } catch (InterruptedException e) {
      // the end
    } finally {
      // who is interrupted cannot write down what is known
      boolean _ = Thread.interrupted();
      systemd.stopping();
      running.close();
    }
  }

  private void lookAfter(RunningService running, boolean upkeep) {
    running.runWhenAsked();
    renewal.renewWhenDue();
    garbage.collectWhenDue();
    leftovers.removeWhenDue();
    if (upkeep) {
      running.upkeep();
    }
  }

  private RunningService service(Settings settings) {
    return new RunningService(context, settings, watch, log, systemd, lastResort);
  }

  /**
   * Settings that cannot be used change nothing: the service goes on with those that it has. So it
   * does when a new one cannot be made of them, since that comes before the end of the old one.
   */
  private RunningService reload(RunningService running, Fresh fresh) {
    Optional<String> problem = fresh.choice().fileProblem();
    if (problem.isPresent()) {
      log.error("the settings stay as they were: " + problem.get());
      return running;
    }
    Succession.Outcome<RunningService> outcome =
        Succession.replace(
            running,
            () -> service(fresh.choice().settings()),
            () -> service(running.settings()),
            this::refused);
    if (outcome.replaced()) {
      watch.taken(fresh);
      log.info("the settings were read again");
    }
    return outcome.running();
  }

  private void refused(Throwable why) {
    String reason = why instanceof CommandFailure ? why.getMessage() : "this is a bug: " + why;
    log.error("the settings stay as they were: " + reason);
  }
}
