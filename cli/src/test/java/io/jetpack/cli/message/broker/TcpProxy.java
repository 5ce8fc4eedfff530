package io.jetpack.cli.message.broker;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** A network between a client and a broker, which fails on demand. */
public final class TcpProxy implements AutoCloseable {

  /** A direction of the network. */
  public enum Direction {
    TO_BROKER,
    TO_CLIENT
  }

  private static final int PIECE_BYTES = 4096;

  private final ServerSocket server;
  private final int target;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final Lock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Set<Direction> stalled = EnumSet.noneOf(Direction.class);
  private volatile long delayNanos;
  private volatile boolean refusing;
  private volatile boolean closed;

  /** Starts one on a port of its own. */
  public TcpProxy(int target) throws IOException {
    this.target = target;
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread ignored = Thread.ofVirtual().name("proxy").start(this::accept);
  }

  public int port() {
    return server.getLocalPort();
  }

  private void accept() {
    while (!closed) {
      try {
        Socket client = server.accept();
        sockets.add(client);
        if (refusing) {
          client.close();
          continue;
        }
        Socket broker;
        try {
          broker = new Socket(InetAddress.getLoopbackAddress(), target);
        } catch (IOException e) {
          client.close();
          continue;
        }
        sockets.add(broker);
        Thread up = Thread.ofVirtual().start(() -> copy(client, broker, Direction.TO_BROKER));
        Thread down = Thread.ofVirtual().start(() -> copy(broker, client, Direction.TO_CLIENT));
        assert up != down;
      } catch (IOException e) {
        // closed
      }
    }
  }

  private void copy(Socket from, Socket to, Direction direction) {
    byte[] piece = new byte[PIECE_BYTES];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
        passThrough(direction);
        out.write(piece, 0, length);
      }
    } catch (IOException e) {
      // cut
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void passThrough(Direction direction) throws InterruptedException {
    long delay = delayNanos;
    if (delay > 0) {
      TimeUnit.NANOSECONDS.sleep(delay);
    }
    lock.lock();
    try {
      while (stalled.contains(direction) && !closed) {
        changed.await();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Lets nothing more through in that direction, and keeps the connections. */
  public void stall(Direction direction) {
    setStalled(direction, true);
  }

  /** Lets everything through again, also what has waited. */
  public void flow() {
    delayNanos = 0;
    refusing = false;
    for (Direction direction : Direction.values()) {
      setStalled(direction, false);
    }
  }

  private void setStalled(Direction direction, boolean now) {
    lock.lock();
    try {
      boolean ignored = now ? stalled.add(direction) : stalled.remove(direction);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Lets each 4 kB wait. */
  public void slow(long nanosForEachPiece) {
    delayNanos = nanosForEachPiece;
  }

  /** Ends all connections in order (FIN); new ones are made. */
  public void cut() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
    sockets.clear();
  }

  /** Breaks all connections (RST); new ones are made. */
  public void reset() throws IOException {
    for (Socket socket : sockets) {
      if (!socket.isClosed()) {
        socket.setSoLinger(true, 0);
      }
    }
    cut();
  }

  /** Ends new connections at once, until {@link #flow}. */
  public void refuse() {
    refusing = true;
  }

  @Override
  public void close() throws IOException {
    closed = true;
    server.close();
    cut();
    flow();
  }
}
