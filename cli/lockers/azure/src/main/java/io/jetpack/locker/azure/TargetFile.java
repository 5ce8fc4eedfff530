package io.jetpack.locker.azure;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** The file that a blob goes to. Keeps what the disk says, which the SDK hides in what it says. */
final class TargetFile extends OutputStream {

  private final OutputStream out;
  private volatile @Nullable IOException failure;

  TargetFile(Path target, boolean append) throws IOException {
    out =
        Files.newOutputStream(
            target,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            append ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING);
  }

  /** Throws what the disk said, if it did. */
  void failure() throws IOException {
    IOException told = failure;
    if (told != null) {
      throw told;
    }
  }

  @Override
  public void write(int one) throws IOException {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      failure = e;
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
