package io.jetpack.cli.healthcheck.service;

import io.jetpack.text.PlainText;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Tells systemd how the service is, by the protocol of {@code sd_notify(3)}: a datagram to the
 * socket that {@code NOTIFY_SOCKET} names. Where there is none, and where the socket does not work,
 * nothing happens. Never throws, never waits. Safe for use by many threads.
 */
public final class SystemdNotify {

  private static final String SOCKET = "NOTIFY_SOCKET";
  private static final String WATCHDOG_USEC = "WATCHDOG_USEC";
  private static final String WATCHDOG_PID = "WATCHDOG_PID";

  /** Times of more than 18 digits are nobody's; a {@code long} holds as many. */
  private static final String MICROSECONDS = "[0-9]{1,18}";

  private final Map<String, String> environment;

  /**
   * Opens nothing.
   *
   * @param environment the variables that systemd has set
   */
  public SystemdNotify(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /** The service has started. */
  public void ready() {
    send("READY=1");
  }

  /** What {@code systemctl status} shows, one line. */
  public void status(String text) {
    send("STATUS=" + PlainText.line(text.replaceAll("\\R", " ")));
  }

  /** The service is alive; to be said more often than {@link #watchdogInterval}. */
  public void watchdog() {
    send("WATCHDOG=1");
  }

  /** The service is about to end. */
  public void stopping() {
    send("STOPPING=1");
  }

  /** The service reads its settings anew, until it is {@link #ready} again. */
  public void reloading() {
    if (isOn()) {
      DatagramSocketCall.monotonicMicros()
          .ifPresent(micros -> send("RELOADING=1\nMONOTONIC_USEC=" + micros));
    }
  }

  /** After which silence systemd ends the service; empty when it does not watch this process. */
  public Optional<Duration> watchdogInterval() {
    String pid = environment.getOrDefault(WATCHDOG_PID, "");
    String micros = environment.getOrDefault(WATCHDOG_USEC, "");
    if (!pid.isEmpty() && !pid.equals(Long.toString(ProcessHandle.current().pid()))
        || !micros.matches(MICROSECONDS)) {
      return Optional.empty();
    }
    return Optional.of(Duration.ofNanos(Math.multiplyExact(clipped(micros), 1000)))
        .filter(Duration::isPositive);
  }

  /** As many microseconds as fit into a {@code long} of nanoseconds. */
  private static long clipped(String micros) {
    return Math.min(Long.parseLong(micros), Long.MAX_VALUE / 1000);
  }

  /** Whether anybody may hear it. */
  public boolean isOn() {
    return !environment.getOrDefault(SOCKET, "").isEmpty()
        && System.getProperty("os.name", "").equals("Linux");
  }

  private void send(String message) {
    if (isOn()) {
      boolean ignored =
          DatagramSocketCall.send(
              environment.getOrDefault(SOCKET, ""), message.getBytes(StandardCharsets.UTF_8));
    }
  }
}
