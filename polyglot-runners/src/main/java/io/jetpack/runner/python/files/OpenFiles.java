package io.jetpack.runner.python.files;

import io.jetpack.runner.NativeThreads;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** The files that a context has open, and the opens that have not returned yet. */
public final class OpenFiles {

  /** An open of a file. */
  interface Opening {
    SeekableByteChannel open() throws IOException;
  }

  /** An open that has not returned. */
  private static final class PendingOpen {
    private final Path path;
    private final CompletableFuture<SeekableByteChannel> result = new CompletableFuture<>();

    PendingOpen(Path path) {
      this.path = path;
    }
  }

  /** Fewer than these are not worth a look at which of them are closed. */
  private static final int FEW = 32;

  private final Set<SeekableByteChannel> channels = ConcurrentHashMap.newKeySet();
  private final Set<PendingOpen> pending = ConcurrentHashMap.newKeySet();
  private volatile boolean cancelled;
  private volatile int many = FEW;

  SeekableByteChannel add(SeekableByteChannel channel) throws IOException {
    if (channels.size() >= many) {
      channels.removeIf(old -> !old.isOpen());
      many = Math.max(FEW, 2 * channels.size());
    }
    channels.add(channel);
    if (cancelled) {
      channel.close();
    }
    return channel;
  }

  /**
   * Opens a file on a thread of its own, because the kernel may hold the open for ever: a pipe that
   * nobody writes. {@link #cancel} ends the wait.
   */
  SeekableByteChannel openInterruptibly(Path path, Opening opening) throws IOException {
    PendingOpen waiting = new PendingOpen(path);
    CompletableFuture<SeekableByteChannel> result = waiting.result;
    pending.add(waiting);
    try {
      NativeThreads.start(
          Thread.ofPlatform()
              .daemon()
              .name("python-open " + path)
              .unstarted(() -> open(opening, result)));
      if (cancelled) {
        throw new InterruptedIOException("cancelled");
      }
      return result.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while opening " + path);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
    } finally {
      pending.remove(waiting);
    }
  }

  private static void open(Opening opening, CompletableFuture<SeekableByteChannel> result) {
    try {
      SeekableByteChannel channel = opening.open();
      if (!result.complete(channel)) {
        channel.close();
      }
    } catch (IOException | RuntimeException | Error e) {
      result.completeExceptionally(e);
    }
  }

  /** Closes what a run left open. */
  public void closeAll() {
    for (SeekableByteChannel channel : channels) {
      closeQuietly(channel);
    }
    channels.clear();
  }

  /** Ends every wait for a file, of this run and for good. */
  public void cancel() {
    cancelled = true;
    pending.forEach(waiting -> {
      waiting.result.completeExceptionally(new InterruptedIOException("cancelled"));
      release(waiting.path);
    });
    closeAll();
  }

  /** Opens a pipe for reading and writing, which never blocks and lets the blocked open return. */
  private static void release(Path path) {
    try {
      if (Files.exists(path)) {
        closeQuietly(FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE));
      }
    } catch (IOException e) {
      // the helper thread stays with its open: it is a daemon, and holds nothing else
    }
  }

  private static void closeQuietly(@Nullable SeekableByteChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      // what the script did not flush itself was flushed before; nothing is left to say
    }
  }
}
