package io.jetpack.cli.message;

import io.jetpack.cli.Command;
import io.jetpack.cli.CommandPlugin;

/** {@code jetpack send}. */
public final class SendPlugin implements CommandPlugin {

  @Override
  public String name() {
    return "send";
  }

  @Override
  public String purpose() {
    return "send the cluster's server a message of your own";
  }

  @Override
  public String details() {
    return """
    Sends a text or a file, its bytes untouched, to the AMQP exchange 'cyclecloud' with
    the routing key that is given. Without --content-type it is guessed from the name of
    the file; a text is text/plain.

    What was said of 'jetpack log' holds here too: with exit code 0 the message is safe,
    and who sends it is the service or, where none runs, this command.

    exit codes: 0 the message is queued or sent; 1 it could not be read or queued, or the
    broker rejects it; 2 wrong usage, nothing is queued; 3 with --wait: it is queued, and
    the broker has not confirmed it in time.\
    """;
  }

  @Override
  public Command create() {
    return new SendCommand();
  }
}
