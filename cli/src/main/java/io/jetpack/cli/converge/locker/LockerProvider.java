package io.jetpack.cli.converge.locker;

import java.io.IOException;
import java.time.Duration;

/**
 * The SPI: a kind of locker, found by {@link java.util.ServiceLoader} on the class path and in the
 * jars of {@code config/plugins}. It has a public constructor without parameters and is cheap.
 */
public interface LockerProvider {

  /** How addresses of this kind look, for people: {@code https://...}. */
  String form();

  /** Whether an address is of this kind. */
  boolean takes(String address);

  /**
   * Opens a locker. The caller closes it.
   *
   * @param stall how long it may send nothing
   * @throws LockerException when the address is wrong
   */
  Locker open(String address, Duration stall) throws IOException;
}
