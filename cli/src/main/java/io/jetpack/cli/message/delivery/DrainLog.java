package io.jetpack.cli.message.delivery;

import java.nio.file.Path;

/** Says each change once, in a sentence. */
public final class DrainLog implements DrainListener {

  private final DeliveryListener log;
  private boolean down;

  public DrainLog(DeliveryListener log) {
    this.log = log;
  }

  @Override
  public void connected() {
    log.info(down ? "the broker is reachable again" : "connected to the broker");
    down = false;
  }

  @Override
  public void unavailable(String reason) {
    down = true;
    log.warn("messages wait in the outbox: " + reason);
  }

  @Override
  public void refused(String routingKey, String reason) {
    log.warn("messages to '%s' wait in the outbox: %s".formatted(routingKey, reason));
  }

  @Override
  public void setAside(Path file, String reason) {
    log.warn("a message will not be sent and is kept as '%s': %s".formatted(file, reason));
  }

  @Override
  public void trouble(String what) {
    log.warn(what);
  }
}
