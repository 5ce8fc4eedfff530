package io.jetpack.cli.message;

import io.jetpack.cli.Command;
import io.jetpack.cli.CommandPlugin;
import java.util.List;
import java.util.Optional;

/** {@code jetpack log}. */
public final class LogPlugin implements CommandPlugin {

  @Override
  public String name() {
    return "log";
  }

  @Override
  public String purpose() {
    return "tell the cluster's server something in words";
  }

  @Override
  public String details() {
    return """
    The message appears in the server's cycle_server.log and event log, and with a
    priority of medium or high on the Cluster UI page too. Without --priority it is
    medium for info and warn, and high for error.

    When this command ends with 0, the message is safe on the disk of this node. It is
    sent by the service; where no service runs, this command tries for a while, says so
    when it did not succeed, and the next one goes on.

    exit codes: 0 the message is queued or sent; 1 it could not be queued, or the broker
    rejects it; 2 wrong usage, nothing is queued; 3 with --wait: it is queued, and the
    broker has not confirmed it in time.\
    """;
  }

  @Override
  public Command create() {
    return new LogCommand();
  }

  /** Jobs call this often, and with plain words. */
  @Override
  public Optional<Command> createQuickly(List<String> words) {
    return LogCommand.ofPlainWords(words);
  }
}
