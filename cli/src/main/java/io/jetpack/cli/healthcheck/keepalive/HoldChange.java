package io.jetpack.cli.healthcheck.keepalive;

import io.jetpack.healthcheck.hold.Hold;
import io.jetpack.healthcheck.hold.HoldReading;
import java.nio.file.Path;
import java.util.Optional;

/** What came of asking for a hold. */
sealed interface HoldChange {

  /**
   * The new hold holds.
   *
   * @param setAside where the state is now that could not be read before
   */
  record Taken(Hold hold, Optional<SetAside> setAside) implements HoldChange {}

  /** One that lasts longer was there, and stays. */
  record LongerStays(Hold hold) implements HoldChange {}

  /**
   * What is there can not be read, so it may last longer, and stays.
   *
   * @param reason names the file and says why
   */
  record UnreadableStays(String reason) implements HoldChange {}

  /**
   * Nobody holds the node any more.
   *
   * @param before how it was
   * @param setAside where the state is now that could not be read before
   */
  record Ended(HoldReading before, Optional<SetAside> setAside) {}

  /**
   * A file that could not be read and has got another name.
   *
   * @param reason names the file and says why
   * @param path where it is now
   */
  record SetAside(String reason, Path path) {}
}
