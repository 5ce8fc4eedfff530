package io.jetpack.cli.message.broker;

/**
 * There is no way to the broker just now. The message says why and what to do, for people; it never
 * holds a password.
 */
public final class BrokerUnavailableException extends Exception {

  private static final long serialVersionUID = 1;

  public BrokerUnavailableException(String message) {
    super(message);
  }

  public BrokerUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
