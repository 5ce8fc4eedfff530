package io.jetpack.cli.message.delivery;

import com.beust.jcommander.Parameter;
import io.jetpack.cli.CommandFailure;
import io.jetpack.cli.ExitCodes;
import io.jetpack.text.Durations;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How long a command sees to its message itself. */
public final class DeliveryOptions {

  private static final Duration USUAL = Duration.ofSeconds(5);

  @Parameter(
      names = "--timeout",
      placeholder = "DURATION",
      description =
          "how long to try to send it, where no service does, or with --wait (default: 5s; 1s when"
              + " that was in vain a moment ago)",
      order = 10)
  private @Nullable String timeout;

  @Parameter(
      names = "--wait",
      description = "end only when the broker has confirmed the message, or with exit code 3",
      order = 11)
  private boolean wait;

  @Parameter(
      names = "--no-wait",
      description = "end as soon as the message is queued, and leave it to the service",
      order = 12)
  private boolean noWait;

  /** As the option does; always true. */
  public boolean leaveItToTheService() {
    noWait = true;
    return noWait;
  }

  /** Refuses what contradicts itself. */
  public void check() {
    if (wait && noWait) {
      throw CommandFailure.usage("--wait and --no-wait contradict each other; give one of them");
    }
    Duration _ = timeout();
  }

  public boolean waits() {
    return wait;
  }

  public boolean leavesItToTheService() {
    return noWait;
  }

  /** Who names a time wants it to be used. */
  public Delivery.Effort effort() {
    return wait
        ? Delivery.Effort.WAIT
        : timeout == null ? Delivery.Effort.TRY_SPARINGLY : Delivery.Effort.TRY;
  }

  public Duration timeout() {
    if (timeout == null) {
      return USUAL;
    }
    try {
      return Durations.parse(timeout);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(
          ExitCodes.USAGE,
          "--timeout is '%s'; write a duration such as 500ms, 5s or 1m".formatted(timeout),
          e);
    }
  }
}
