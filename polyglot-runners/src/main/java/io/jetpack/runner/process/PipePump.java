package io.jetpack.runner.process;

import io.jetpack.runner.NativeThreads;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A thread that passes on what a process writes, as fast as it comes. It is there before the
 * process: where no thread can be started, none is needed, and nothing of a process is lost.
 */
public final class PipePump {

  private static final int BUFFER_BYTES = 16 * 1024;
  private static final long STACK_BYTES = 256 * 1024;

  /**
   * A pipe holds no more than this; what is more is written by somebody who outlives the process.
   */
  private static final long MOST_LEFT_BYTES = 1 << 20;

  private final CompletableFuture<InputStream> source = new CompletableFuture<>();
  private final AtomicLong carriedBytes = new AtomicLong();
  private final OutputStream target;
  private final Thread thread;

  private PipePump(String name, OutputStream target) {
    this.target = target;
    this.thread = new Thread(null, this::drain, name, STACK_BYTES, false);
    thread.setDaemon(true);
  }

  /**
   * Starts the thread, which waits for {@link #from} or {@link #abandon}.
   *
   * @throws IOException when there can be no more threads
   */
  public static PipePump start(String name, OutputStream target) throws IOException {
    PipePump pump = new PipePump(name, target);
    NativeThreads.start(pump.thread);
    return pump;
  }

  /** Begins to read; the stream is closed at its end. */
  public void from(InputStream stream) {
    boolean _ = source.complete(stream);
  }

  /** There is nothing to read. Does nothing after {@link #from}. */
  public void abandon() {
    from(InputStream.nullInputStream());
  }

  /**
   * Waits for the end of what there is to read.
   *
   * @return whether it was reached
   */
  public boolean join(Duration limit) throws InterruptedException {
    return thread.join(limit);
  }

  /**
   * Waits for the end, or until what an ended process has left in the pipe is read, however long
   * the machine lets the thread wait. Who else still writes is not waited for.
   *
   * @param patience how long an end may take to be seen
   */
  public void awaitWhatIsLeft(Duration patience) throws InterruptedException {
    long atFirst = carriedBytes.get();
    boolean ended = join(patience);
    while (!ended && hasMore() && carriedBytes.get() < atFirst + MOST_LEFT_BYTES) {
      ended = join(patience);
    }
  }

  private boolean hasMore() {
    try {
      return source.getNow(InputStream.nullInputStream()).available() > 0;
    } catch (IOException e) {
      return false; // closed by whoever has waited long enough
    }
  }

  private void drain() {
    byte[] buffer = new byte[BUFFER_BYTES];
    try (InputStream stream = source.join()) {
      int read = stream.read(buffer);
      while (read >= 0) {
        target.write(buffer, 0, read);
        long _ = carriedBytes.addAndGet(read);
        read = stream.read(buffer);
      }
    } catch (IOException e) {
      // closed by whoever has waited long enough: a daemon holds the other end
    }
  }
}
