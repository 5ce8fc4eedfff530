package io.jetpack.cli.healthcheck.service;

import io.jetpack.cli.healthcheck.service.log.ServiceLog;
import io.jetpack.cli.node.Home;
import io.jetpack.cli.node.RunOwner;
import io.jetpack.cli.node.files.OwnedLock;
import java.io.IOException;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Keeps the lock of the service young, by which other nodes know that it lives, and notices another
 * node that has taken it too.
 */
final class LockRenewal implements AutoCloseable {

  private final Optional<OwnedLock> lock;
  private final Home home;
  private final ServiceLog log;
  private final LongSupplier nanoTime;
  private long due;
  private Optional<RunOwner> told = Optional.empty();

  /**
   * @param lock empty where there can be none
   */
  LockRenewal(Optional<OwnedLock> lock, Home home, ServiceLog log, LongSupplier nanoTime) {
    this.lock = lock;
    this.home = home;
    this.log = log;
    this.nanoTime = nanoTime;
    this.due = nanoTime.getAsLong() + RunOwner.RENEWED_EVERY.toNanos();
  }

  /** To be called every few seconds. */
  void renewWhenDue() {
    long now = nanoTime.getAsLong();
    if (lock.isEmpty() || now - due < 0) {
      return;
    }
    due = now + RunOwner.RENEWED_EVERY.toNanos();
    try {
      Optional<RunOwner> other = lock.get().renew().flatMap(RunOwner::elsewhere);
      if (other.isPresent() && !other.equals(told)) {
        told = other;
        log.error(other.get().refusal(home));
      }
    } catch (IOException e) {
      // what cannot be written is told when the state is
    }
  }

  /** Gives the lock back. */
  @Override
  public void close() {
    try {
      if (lock.isPresent()) {
        lock.get().forget();
      }
    } catch (IOException e) {
      // it ends with the process
    }
  }
}
