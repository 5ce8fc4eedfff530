package io.jetpack.cli.message.delivery;

import io.jetpack.runner.NativeThreads;

/** What a service says about its messages, for people. Called by many threads. */
public interface DeliveryListener {
  /** Something that happened. */
  void info(String text);

  /** Something that somebody should fix. */
  void warn(String text);

  /** A thread has failed in a way that it should not; it goes on when this returns. */
  default void failed(Throwable failure) {
    warn("this is a bug, please report it: " + failure);
    if (failure instanceof Error error && !NativeThreads.areShort(failure)) {
      throw error;
    }
  }
}
