package io.jetpack.cli.healthcheck.service;

import io.jetpack.cli.message.Messenger;

/** Writes into the service's log what happens to messages. */
final class MessageLog implements Messenger.Listener {

  private final ServiceLog log;

  MessageLog(ServiceLog log) {
    this.log = log;
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
