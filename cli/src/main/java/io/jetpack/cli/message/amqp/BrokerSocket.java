package io.jetpack.cli.message.amqp;

import io.jetpack.cli.node.settings.AmqpUri;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/** A way to a broker, encrypted or not, that can be cut at once from any thread. */
final class BrokerSocket {

  private final AmqpUri uri;
  private @Nullable Socket tcp;
  private @Nullable Socket top;
  private boolean killed;

  BrokerSocket(AmqpUri uri) {
    this.uri = uri;
  }

  /**
   * Tries one address of the host after the other.
   *
   * @param tells what goes on, for people
   */
  void connect(Optional<SSLSocketFactory> tls, Duration limit, Consumer<String> tells)
      throws IOException {
    long deadline = System.nanoTime() + limit.toNanos();
    InetAddress[] addresses = InetAddress.getAllByName(uri.host());
    tells.accept("connecting");
    for (int tried = 0; ; tried++) {
      int left = addresses.length - tried;
      try {
        connect(addresses[tried], millisUntil(deadline) / left);
        break;
      } catch (IOException e) {
        if (left == 1) {
          throw e;
        }
      }
    }
    if (tls.isPresent()) {
      tells.accept("agreeing on TLS");
      encrypt(tls.get(), millisUntil(deadline));
    }
  }

  private static int millisUntil(long deadline) throws SocketTimeoutException {
    long millis = (deadline - System.nanoTime()) / 1_000_000;
    if (millis <= 0) {
      throw new SocketTimeoutException("no time left");
    }
    return Math.toIntExact(Math.min(millis, Integer.MAX_VALUE));
  }

  private void connect(InetAddress address, int limitMillis) throws IOException {
    Socket socket = new Socket();
    try {
      keep(socket, socket);
      socket.setTcpNoDelay(true);
      socket.connect(new InetSocketAddress(address, uri.port()), Math.max(1, limitMillis));
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /**
   * The certificate's chain and the host's name are checked here, before a byte of ours is sent.
   */
  private void encrypt(SSLSocketFactory factory, int limitMillis) throws IOException {
    Socket below = socket();
    SSLSocket encrypted = (SSLSocket) factory.createSocket(below, uri.host(), uri.port(), true);
    SSLParameters parameters = encrypted.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
    encrypted.setSSLParameters(parameters);
    below.setSoTimeout(limitMillis);
    encrypted.startHandshake();
    below.setSoTimeout(0);
    keep(below, encrypted);
  }

  private synchronized void keep(Socket below, Socket above) throws IOException {
    if (killed) {
      below.close();
      throw new IOException("given up");
    }
    tcp = below;
    top = above;
  }

  /** What is read from and written to, once it is connected. */
  synchronized Socket socket() {
    if (top == null) {
      throw new IllegalStateException("not connected");
    }
    return top;
  }

  /**
   * Cuts the connection. Who reads or writes fails at once, also in the middle of a write to a peer
   * that takes nothing. TLS is not asked: it would wait for that writer.
   */
  synchronized void kill() {
    killed = true;
    if (tcp != null) {
      try {
        tcp.close();
      } catch (IOException e) {
        // it is closed all the same
      }
    }
  }
}
