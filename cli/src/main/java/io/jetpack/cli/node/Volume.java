package io.jetpack.cli.node;

import io.jetpack.text.IoReason;
import java.io.File;
import java.io.IOException;
import java.nio.file.AccessMode;
import java.nio.file.Path;

/**
 * The file system that a file or directory lies on. {@code java.nio.file.FileStore} looks for its
 * mount point in the table of mounts, which a chroot or an image that is being made need not have;
 * this asks the kernel about the file itself.
 *
 * @param path of what is there
 */
public record Volume(Path path) {

  /** All that it can hold; 0 when nobody knows. */
  public long totalBytes() {
    return file().getTotalSpace();
  }

  /** What is free, also what only root may use; 0 when nobody knows. */
  public long freeBytes() {
    return file().getFreeSpace();
  }

  /** What this user may use of it; 0 when nobody knows. */
  public long usableBytes() {
    return file().getUsableSpace();
  }

  /** Whether nobody may write here, which is not the same as that this user may not. */
  public boolean isReadOnly() {
    try {
      path.getFileSystem().provider().checkAccess(path, AccessMode.WRITE);
      return false;
    } catch (IOException e) {
      return IoReason.isReadOnly(e);
    }
  }

  private File file() {
    return path.toFile();
  }
}
