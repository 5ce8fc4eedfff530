package io.jetpack.cli.healthcheck.service;

import io.jetpack.cli.node.Home;
import io.jetpack.cli.node.OwnedLock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Sees to it that there is one service a home. */
public final class ServiceLock {

  private ServiceLock() {}

  private static Path path(Home home) {
    return home.run().resolve("healthcheck.lock");
  }

  /**
   * Takes the lock.
   *
   * @return empty when another process has it
   * @throws IOException when there can be no lock
   */
  static Optional<OwnedLock> take(Home home) throws IOException {
    return OwnedLock.take(path(home), Long.toString(ProcessHandle.current().pid()));
  }

  /**
   * The process that has the lock, as it wrote itself down; a question mark when it can not be
   * read.
   */
  static String owner(Home home) {
    return OwnedLock.owner(path(home)).filter(text -> text.matches("\\d{1,10}")).orElse("?");
  }

  /** Whether a service runs in this home. */
  public static boolean isTaken(Home home) {
    return OwnedLock.isTaken(path(home));
  }
}
