package io.jetpack.cli.message.amqp;

import io.jetpack.cli.message.broker.Fate;
import io.jetpack.cli.message.broker.Message;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A message on its way. What changes is guarded by the {@link Ledger}. */
final class Outgoing {

  private final Message message;
  private final CompletableFuture<Fate> fate = new CompletableFuture<>();

  /** What the broker said when it returned the message. */
  private @Nullable Fate returned;

  Outgoing(Message message) {
    this.message = message;
  }

  Message message() {
    return message;
  }

  CompletableFuture<Fate> fate() {
    return fate;
  }

  @Nullable Fate returned() {
    return returned;
  }

  void returnedAs(Fate as) {
    returned = as;
  }
}
