package io.jetpack.cli.node;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Another process that has the lock and does not give it back. */
public final class LockHolder {

  private LockHolder() {}

  public static void main(String... args) throws IOException {
    try (FileChannel channel =
        FileChannel.open(Path.of(args[0]), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.lock();
      System.out.write('\n');
      System.out.flush();
      int ignored = System.in.read();
    }
  }

  /** Returns when it has the lock. */
  public static Process start(Path lock) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                LockHolder.class.getName(),
                lock.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    int ignored = process.getInputStream().read();
    return process;
  }
}
