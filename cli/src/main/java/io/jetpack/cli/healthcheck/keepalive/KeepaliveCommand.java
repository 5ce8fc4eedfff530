package io.jetpack.cli.healthcheck.keepalive;

import com.beust.jcommander.Parameter;
import io.jetpack.cli.Command;
import io.jetpack.cli.CommandContext;
import io.jetpack.cli.CommandFailure;
import io.jetpack.cli.ExitCodes;
import io.jetpack.cli.node.Home;
import io.jetpack.cli.node.NodeTime;
import io.jetpack.cli.node.SystemTime;
import java.nio.file.Files;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** Takes, shows or ends the hold of this node. */
final class KeepaliveCommand implements Command {

  @Parameter(
      placeholder = "DURATION|forever|status|cancel",
      description =
          "what to do; DURATION is for how long from now, such as 90s, 15m, 6h, 2d, 1d12h (default: 1h)")
  private @Nullable String word;

  @Parameter(
      names = "--reason",
      placeholder = "TEXT",
      description = "why, for those who find the node held",
      order = 0)
  private @Nullable String reason;

  @Override
  public int run(CommandContext context) throws InterruptedException {
    Request request = Request.of(word);
    if (reason != null && !(request instanceof Request.Take)) {
      throw CommandFailure.usage(
          "--reason goes with a duration or forever, not with %s".formatted(word));
    }
    requireHome(context.home());
    context.requireOwnRun();
    NodeTime time = new SystemTime();
    Keepalive keepalive =
        new Keepalive(
            new HoldFile(context.home(), time, HoldFile.LOCK_LIMIT),
            time,
            new HoldText(ZoneId.systemDefault()));
    Keepalive.Answer answer =
        keepalive.answer(request, Caller.of(context.environment()), reason == null ? "" : reason);
    answer.warning().ifPresent(context.console()::warn);
    context.console().out().println(answer.text());
    return ExitCodes.DONE;
  }

  /** A hold in a home that no service has would be a false comfort. */
  private static void requireHome(Home home) {
    if (!Files.isDirectory(home.directory())) {
      throw new CommandFailure(
          ExitCodes.FAILED,
          "there is no home '%s', so nothing is held; name the agent's home by --home or %s"
              .formatted(home.directory(), Home.VARIABLE));
    }
  }
}
