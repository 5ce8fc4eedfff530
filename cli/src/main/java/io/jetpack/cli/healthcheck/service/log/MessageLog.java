package io.jetpack.cli.healthcheck.service.log;

import io.jetpack.cli.message.Messenger;
import java.util.function.Consumer;

/** Writes into the service's log what happens to messages. */
public final class MessageLog implements Messenger.Listener {

  private final ServiceLog log;
  private final Consumer<Throwable> failed;

  /**
   * @param failed hears of what should not fail in the threads that send messages
   */
  public MessageLog(ServiceLog log, Consumer<Throwable> failed) {
    this.log = log;
    this.failed = failed;
  }

  @Override
  public void failed(Throwable failure) {
    failed.accept(failure);
  }

  @Override
  public void info(String text) {
    log.info(text);
  }

  @Override
  public void warn(String text) {
    log.warn(text);
  }
}
