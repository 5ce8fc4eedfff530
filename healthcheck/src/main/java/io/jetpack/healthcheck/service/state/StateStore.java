package io.jetpack.healthcheck.service.state;

import java.io.IOException;
import java.util.Optional;

/** Where the service's knowledge outlives it. Used by one thread at a time. */
public interface StateStore {

  /**
   * What was written last; empty when there is nothing or it can not be read, which the store tells
   * and sets aside by itself. Never throws.
   */
  Optional<ServiceState> load();

  /** Writes it down, whole or not at all. */
  void save(ServiceState state) throws IOException;
}
