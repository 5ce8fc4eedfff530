package io.jetpack.cli.healthcheck.service;

import io.jetpack.cli.node.Home;
import io.jetpack.cli.node.RunOwner;
import io.jetpack.cli.node.files.OwnedLock;
import java.io.IOException;
import java.util.Optional;

/** Sees to it that there is one service a home. */
public final class ServiceLock {

  private ServiceLock() {}

  /**
   * Takes the lock.
   *
   * @return empty when another process has it
   * @throws IOException when there can be no lock
   */
  static Optional<OwnedLock> take(Home home) throws IOException {
    return OwnedLock.take(RunOwner.lock(home), RunOwner.present().line());
  }

  /**
   * The process that has the lock, as it wrote itself down; a question mark when it can not be
   * read.
   */
  static String owner(Home home) {
    return OwnedLock.owner(RunOwner.lock(home))
        .map(line -> line.split(" ", 2)[0])
        .filter(text -> text.matches("\\d{1,10}"))
        .orElse("?");
  }

  /** Whether a service runs in this home. */
  public static boolean isTaken(Home home) {
    return OwnedLock.isTaken(RunOwner.lock(home));
  }
}
