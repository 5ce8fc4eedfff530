package io.jetpack.runner.process;

import io.jetpack.runner.BoundedOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.exec.ExecuteStreamHandler;

/**
 * Drains a process's stdout and stderr as fast as they come. After the process has ended it waits
 * only a short time for their ends: a daemon that holds them open does not hold the run.
 */
final class OutputPumps implements ExecuteStreamHandler {

  private static final int BUFFER_BYTES = 16 * 1024;
  private static final long STACK_BYTES = 256 * 1024;

  private final BoundedOutput stdout;
  private final BoundedOutput stderr;
  private final Duration patience;

  /**
   * A pipe holds no more than this; what is more is written by somebody who outlives the script.
   */
  private static final long MOST_LEFT_BYTES = 1 << 20;

  private final List<BoundedOutput> targets = new ArrayList<>();
  private final List<InputStream> sources = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();

  OutputPumps(BoundedOutput stdout, BoundedOutput stderr, Duration patience) {
    this.stdout = stdout;
    this.stderr = stderr;
    this.patience = patience;
  }

  @Override
  public void setProcessInputStream(OutputStream stdin) throws IOException {
    stdin.close();
  }

  @Override
  public void setProcessOutputStream(InputStream source) {
    pump("script-stdout", source, stdout);
  }

  @Override
  public void setProcessErrorStream(InputStream source) {
    pump("script-stderr", source, stderr);
  }

  private void pump(String name, InputStream source, BoundedOutput target) {
    sources.add(source);
    targets.add(target);
    Thread thread = new Thread(null, () -> drain(source, target), name, STACK_BYTES, false);
    thread.setDaemon(true);
    threads.add(thread);
  }

  private static void drain(InputStream source, BoundedOutput target) {
    byte[] buffer = new byte[BUFFER_BYTES];
    try {
      int read = source.read(buffer);
      while (read >= 0) {
        target.write(buffer, 0, read);
        read = source.read(buffer);
      }
    } catch (IOException e) {
      // closed by stop(): a daemon holds the other end
    }
  }

  @Override
  public void start() {
    threads.forEach(Thread::start);
  }

  @Override
  public void stop() throws IOException {
    try {
      for (int i = 0; i < threads.size(); i++) {
        long before;
        do {
          before = targets.get(i).totalBytes();
          threads.get(i).join(patience);
          // what lies in the pipe is read, however long the machine lets the thread wait
        } while (threads.get(i).isAlive()
            && (sources.get(i).available() > 0 || targets.get(i).totalBytes() > before)
            && targets.get(i).totalBytes() < before + MOST_LEFT_BYTES);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (InputStream source : sources) {
      source.close();
    }
  }
}
