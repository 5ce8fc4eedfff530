package io.jetpack.cli.healthcheck.status;

import com.beust.jcommander.Parameter;
import io.jetpack.cli.Command;
import io.jetpack.cli.CommandContext;
import io.jetpack.cli.CommandFailure;
import io.jetpack.cli.Console;
import io.jetpack.cli.ExitCodes;
import io.jetpack.cli.healthcheck.keepalive.HoldFile;
import io.jetpack.cli.healthcheck.service.ServiceLock;
import io.jetpack.cli.healthcheck.service.crash.CrashReport;
import io.jetpack.cli.healthcheck.service.crash.CrashReports;
import io.jetpack.cli.healthcheck.service.state.StateFile;
import io.jetpack.cli.healthcheck.service.state.StateFile.Look;
import io.jetpack.cli.healthcheck.service.state.StateJson;
import io.jetpack.cli.node.Home;
import io.jetpack.cli.node.RunOwner;
import io.jetpack.healthcheck.service.state.ServiceState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Optional;

/** Shows what the service wrote last. */
final class StatusCommand implements Command {

  private static final String START =
      "start it with 'systemctl start healthcheck', or in the foreground with 'jetpack healthcheck"
          + " service'";

  private final InstantSource clock;
  private final ZoneId zone;

  @Parameter(names = "--json", description = "print JSON for machines", order = 0)
  private boolean json;

  StatusCommand(InstantSource clock, ZoneId zone) {
    this.clock = clock;
    this.zone = zone;
  }

  @Override
  public int run(CommandContext context) {
    Home home = context.home();
    RunOwner.elsewhere(home).ifPresent(other -> context.console().warn(other.refusal(home)));
    boolean running = ServiceLock.isTaken(home);
    Instant now = clock.instant();
    Optional<CrashReport> crash = new CrashReports(home).recent(now);
    Console console = context.console();
    ServiceState state = state(home, running, crash, console);
    if (json) {
      console.out().print(StateJson.of(state, running, now, crash));
    } else {
      StatusText text = new StatusText(state, running, now, zone, crash);
      console.out().print(text.text(console.width(), console.colours()));
    }
    return running ? ExitCodes.DONE : ExitCodes.UNREACHABLE;
  }

  private static ServiceState state(
      Home home, boolean running, Optional<CrashReport> crash, Console console) {
    return switch (new StateFile(home, trouble -> {}).look()) {
      case Look.Good(ServiceState state, Path file) -> {
        if (!file.equals(StateFile.path(home))) {
          console.warn(
              "the service cannot write '%s': look for a full disk; this is from '%s'"
                  .formatted(StateFile.path(home), file));
        }
        yield withPresentHold(state, home);
      }
      case Look.Missing() -> throw failure(missing(home, running), crash);
      case Look.Broken(String reason) -> throw failure(reason + "; " + mend(home), crash);
    };
  }

  /** A service that crashes at each start has no state to show, and the crash is why. */
  private static CommandFailure failure(String reason, Optional<CrashReport> crash) {
    return new CommandFailure(
        ExitCodes.FAILED,
        reason + crash.map(report -> "; " + report.at() + ": " + report.sentence()).orElse(""));
  }

  /** A hold is taken and ended by others at any time, also while no service takes note of it. */
  private static ServiceState withPresentHold(ServiceState state, Home home) {
    return state.with(new HoldFile(home).read());
  }

  private static String missing(Home home, boolean running) {
    if (!Files.isDirectory(home.directory())) {
      return "there is no home '%s'; name the agent's home by --home or %s"
          .formatted(home.directory(), Home.VARIABLE);
    }
    return running
        ? "the service in '%s' has only just been started; try again in a few seconds"
            .formatted(home.directory())
        : "the service has never run in '%s'; %s".formatted(home.directory(), START);
  }

  private static String mend(Home home) {
    Path file = StateFile.path(home);
    return Files.isReadable(file)
        ? "the service sets it aside and writes it anew when it is started: 'systemctl restart"
            + " healthcheck'"
        : "run this as root";
  }
}
