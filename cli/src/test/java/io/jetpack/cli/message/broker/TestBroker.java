package io.jetpack.cli.message.broker;

import java.io.IOException;

/** A real broker on this machine with what the tests need: users, limits, TLS. */
public interface TestBroker extends AutoCloseable {

  /** Who may do everything. */
  String USER = "jetpack";

  /** Whose password it is; it stands in no message and no log. */
  String PASSWORD = "open-sesame-5f1c";

  /** Who may publish nothing whose routing key begins with {@code forbidden}. */
  String LIMITED_USER = "limited";

  /** What the client certificate calls itself; a user that has no password. */
  String NODE = "node-1";

  /** Where in the broker all of it happens. */
  String VIRTUAL_HOST = "test";

  /** What is larger is too large for the broker. */
  int LIMIT_BYTES = 1024 * 1024;

  /** Without encryption. */
  int port();

  /** With TLS. */
  int tlsPort();

  /** With TLS, where a client certificate is the log-in. */
  int certificatePort();

  /** {@code amqp://...} with user and password. */
  default String uri() {
    return uri(port());
  }

  /** The same, to another port, such as that of a proxy. */
  default String uri(int port) {
    return "amqp://%s:%s@127.0.0.1:%d/%s".formatted(USER, PASSWORD, port, VIRTUAL_HOST);
  }

  /** Ends it as SIGKILL does. */
  void kill() throws IOException, InterruptedException;

  /** Starts it again after that, on the same ports, with what it had on its disk. */
  void restart() throws IOException, InterruptedException;

  /** Makes it think that its disk is full, or no longer. */
  void diskFull(boolean full) throws IOException, InterruptedException;

  @Override
  void close() throws IOException;
}
