package io.jetpack.cli.message.outbox;

import java.io.IOException;

/** There is no room for a message, and nothing in the outbox is worth less than it. */
public final class OutboxFullException extends IOException {

  private static final long serialVersionUID = 1;

  OutboxFullException(String message) {
    super(message);
  }
}
