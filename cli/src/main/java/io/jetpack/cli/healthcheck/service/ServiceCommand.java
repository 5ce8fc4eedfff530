package io.jetpack.cli.healthcheck.service;

import io.jetpack.cli.Command;
import io.jetpack.cli.CommandContext;
import io.jetpack.cli.CommandFailure;
import io.jetpack.cli.ExitCodes;
import io.jetpack.cli.Version;
import io.jetpack.cli.healthcheck.service.crash.CrashReports;
import io.jetpack.cli.healthcheck.service.log.ServiceLog;
import io.jetpack.cli.healthcheck.service.settings.SettingsReader;
import io.jetpack.cli.healthcheck.service.settings.SettingsReader.Fresh;
import io.jetpack.cli.healthcheck.service.settings.SettingsWatch;
import io.jetpack.cli.healthcheck.service.state.StateFile;
import io.jetpack.cli.node.Home;
import io.jetpack.cli.node.files.OwnedLock;
import io.jetpack.cli.node.settings.Settings;
import io.jetpack.cli.node.tree.NodeFile;
import io.jetpack.runner.HeapRoom;
import io.jetpack.runner.OomScore;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;

/** Runs checks until somebody ends it. */
final class ServiceCommand implements Command {

  @Override
  public int run(CommandContext context) throws InterruptedException {
    Home home = context.home();
    // before anything is read or written there
    context.requireOwnRun();
    SettingsReader reader =
        SettingsReader.of(context, settings -> RunningService.fault(context, settings));
    Fresh first = reader.read();
    ServiceLog log = ServiceLog.of(context, first.choice().settings().log());
    Optional<OwnedLock> lock = lock(home, log);
    try (log;
        LockRenewal renewal = new LockRenewal(lock, home, log, System::nanoTime);
        SettingsWatch watch =
            new SettingsWatch(
                reader,
                first,
                NodeFile.given(home),
                BuiltIns.keptNode(context),
                log,
                InstantSource.system())) {
      log.info(
          "jetpack %s runs the checks of '%s', process %d"
              .formatted(Version.text(), home.checks(), ProcessHandle.current().pid()));
      ForeignSignals.ignore(log);
      OomScore.protectThisProgram();
      HeapRoom.problem().ifPresent(log::warn);
      MemoryEnd memoryEnd = new MemoryEnd(home, log, Runtime.getRuntime()::halt);
      memoryEnd.watchThreads();
      reportCrash(home, first.choice().settings(), log);
      watch.start(first);
      new ServiceLoop(context, log, watch, renewal, memoryEnd).run(first.choice().settings());
      log.info("the service was ended");
      return ExitCodes.DONE;
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
          "nothing survives a restart of the service, because " + home.unwritable(home.run(), e));
      return Optional.empty();
    }
  }
}
