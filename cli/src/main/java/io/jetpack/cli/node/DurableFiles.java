package io.jetpack.cli.node;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** The two steps by which something survives a loss of power: its bytes, and its name. */
public final class DurableFiles {

  private DurableFiles() {}

  /**
   * Writes a new file that only its owner and group may read. When this returns its bytes are on
   * the disk; {@link #sync} sees to the name.
   *
   * @throws IOException also when there is such a file already
   */
  public static void writeNew(Path file, byte[] bytes) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            notForAll(file))) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        int ignored = channel.write(buffer);
      }
      channel.force(true);
    }
  }

  /** What is written may be nobody else's business: the mode of a new file, 0640. */
  static FileAttribute<?>[] notForAll(Path file) {
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----"))
        }
        : new FileAttribute<?>[0];
  }

  /**
   * Sees to it that names in a folder survive a loss of power. Not possible on Windows, nor needed.
   */
  public static void sync(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // the files themselves are safe
    }
  }
}
