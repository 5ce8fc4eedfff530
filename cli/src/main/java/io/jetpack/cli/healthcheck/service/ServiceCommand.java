package io.jetpack.cli.healthcheck.service;

import io.jetpack.cli.Command;
import io.jetpack.cli.CommandContext;
import io.jetpack.cli.CommandFailure;
import io.jetpack.cli.ExitCodes;
import io.jetpack.cli.Version;
import io.jetpack.cli.node.Home;
import io.jetpack.cli.node.OwnedLock;
import io.jetpack.cli.node.Settings;
import io.jetpack.healthcheck.scratch.ScratchPlaces;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** Runs checks until somebody ends it. */
final class ServiceCommand implements Command {

  private static final long LOOK_SECONDS = 2;

  /** Every so many looks. */
  private static final int UPKEEP_EVERY = 3;

  @Override
  public int run(CommandContext context) throws InterruptedException {
    Home home = context.home();
    Settings settings = context.settings();
    ServiceLog log = ServiceLog.of(context, settings.log());
    Optional<OwnedLock> lock = lock(home, log);
    try (log) {
      log.info(
          "jetpack %s runs the checks of '%s', process %d"
              .formatted(Version.text(), home.checks(), ProcessHandle.current().pid()));
      reportCrash(home, settings, log);
      serve(context, settings, log);
      log.info("the service was ended");
      return ExitCodes.DONE;
    } finally {
      lock.ifPresent(ServiceCommand::release);
    }
  }

  /** The state of the checks is written soon after, so a crash is reported by one start only. */
  private static void reportCrash(Home home, Settings settings, ServiceLog log) {
    CrashReports crashes = new CrashReports(home);
    crashes
        .since(StateFile.path(home))
        .ifPresent(crash -> log.error("before this start " + crash.sentence()));
    crashes.keep(Math.max(1, settings.log().kept()));
  }

  /** Without a folder for the lock there may be two services, which is better than none. */
  private static Optional<OwnedLock> lock(Home home, ServiceLog log) {
    try {
      Optional<OwnedLock> lock = ServiceLock.take(home);
      if (lock.isEmpty()) {
        throw new CommandFailure(
            ExitCodes.FAILED,
            "a service runs already in '%s', process %s; end it first"
                .formatted(home.directory(), ServiceLock.owner(home)));
      }
      return lock;
    } catch (IOException e) {
      log.error(
          "'%s' can not be written, so nothing survives a restart of the service: %s"
              .formatted(home.run(), e));
      return Optional.empty();
    }
  }

  private static void release(OwnedLock lock) {
    try {
      lock.close();
    } catch (IOException e) {
      // it ends with the process
    }
  }

  private static void serve(CommandContext context, Settings settings, ServiceLog log)
      throws InterruptedException {
    SystemdNotify systemd = new SystemdNotify(context.environment());
    // one that comes while the one before is obeyed is not forgotten
    BlockingQueue<Boolean> hangUps = new ArrayBlockingQueue<>(1);
    boolean ignored = HangUp.handle(() -> hangUps.offer(true));
    RunningService running = RunningService.start(context, settings, log, systemd);
    Garbage garbage = new Garbage(System::nanoTime, System::gc);
    Leftovers leftovers =
        new Leftovers(
            ScratchPlaces.of(context.environment(), context.home().run()), System::nanoTime, log);
    try {
      systemd.ready();
      leftovers.removeWhenDue();
      for (int look = 1; !Thread.currentThread().isInterrupted(); look++) {
        boolean reload = hangUps.poll(LOOK_SECONDS, TimeUnit.SECONDS) != null;
        if (reload) {
          systemd.reloading();
          running = reload(context, running, log, systemd);
          systemd.ready();
        }
        running.runWhenAsked();
        garbage.collectWhenDue();
        leftovers.removeWhenDue();
        if (reload || look % UPKEEP_EVERY == 0) {
          running.upkeep();
        }
      }
    } catch (InterruptedException e) {
      // SIGTERM: this is how services end
    } finally {
      // who is interrupted can not write down what is known
      boolean _ = Thread.interrupted();
      systemd.stopping();
      running.close();
    }
  }

  /** Wrong settings change nothing: the service goes on with those that it has. */
  private static RunningService reload(
      CommandContext context, RunningService running, ServiceLog log, SystemdNotify systemd) {
    try {
      Settings settings = context.settings();
      RunningService.check(context, settings);
      running.close();
      RunningService next = RunningService.start(context, settings, log, systemd);
      log.info("the settings were read again");
      return next;
    } catch (CommandFailure e) {
      log.error("the settings stay as they were: " + e.getMessage());
      return running;
    }
  }
}
