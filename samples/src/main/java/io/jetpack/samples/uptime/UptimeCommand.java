package io.jetpack.samples.uptime;

import com.beust.jcommander.Parameter;
import io.jetpack.cli.Command;
import io.jetpack.cli.CommandContext;
import io.jetpack.cli.ExitCodes;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.StringJoiner;

/** Tells for how long the machine has been up, or since when. */
final class UptimeCommand implements Command {

  private final KernelUptime kernel;
  private final InstantSource clock;

  @Parameter(names = "--since", description = "print when it was started, as ISO 8601 in UTC")
  private boolean since;

  UptimeCommand(KernelUptime kernel, InstantSource clock) {
    this.kernel = kernel;
    this.clock = clock;
  }

  @Override
  public int run(CommandContext context) {
    context.console().out().println(since ? started() : up());
    return ExitCodes.DONE;
  }

  /** The moment of the start, to the second. */
  String started() {
    return clock.instant().minus(kernel.read()).truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** {@code 2d 3h 14m}, without the units that are zero before the first one. */
  String up() {
    Duration time = kernel.read();
    StringJoiner text = new StringJoiner(" ");
    if (time.toDays() > 0) {
      text.add(time.toDays() + "d");
    }
    if (time.toHours() > 0) {
      text.add(time.toHoursPart() + "h");
    }
    return text.add(time.toMinutesPart() + "m").toString();
  }
}
