package io.jetpack.cli.message.outbox;

/**
 * How much the outbox holds at most.
 *
 * @param messages at least 1
 * @param bytes of all files together, at least 1
 */
public record OutboxLimits(int messages, long bytes) {

  public OutboxLimits {
    if (messages < 1 || bytes < 1) {
      throw new IllegalArgumentException("an outbox holds at least one message of one byte");
    }
  }
}
