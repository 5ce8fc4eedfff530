package io.jetpack.healthcheck.service.event;

/** The port by which the service tells the world of changes. Safe for use by many threads. */
@FunctionalInterface
public interface HealthEvents {

  /** Tells it. Never throws, and returns soon: a message is kept where no broker is reachable. */
  void publish(HealthEvent event);
}
