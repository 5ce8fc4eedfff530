package io.jetpack.cli.node.files;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A file that grows up to a limit and is then set aside under {@code .1}, which was {@code .2}
 * before, and so on. Others may move it away or remove it at any time: it is made anew. One thread
 * at a time.
 */
public final class RotatingFile implements AutoCloseable {

  private final Path path;
  private final long limitBytes;
  private final int kept;

  /** Not a channel, which the interrupt of a thread that logs would close. */
  private @Nullable FileOutputStream stream;

  private @Nullable Object identity;

  /**
   * The file of a path; nothing is opened yet.
   *
   * @param path is made, with its folder, by the first line
   * @param limitBytes how large it grows
   * @param kept how many full ones stay
   */
  public RotatingFile(Path path, long limitBytes, int kept) {
    this.path = path;
    this.limitBytes = limitBytes;
    this.kept = kept;
  }

  /**
   * Writes all of the bytes or, as far as possible, none.
   *
   * @throws IOException when that is not possible; the next call tries anew
   */
  public void append(byte[] bytes) throws IOException {
    try {
      FileOutputStream open = opened();
      long size = Files.size(path);
      if (size > 0 && size + bytes.length > limitBytes) {
        rotate();
        open = opened();
        size = Files.size(path);
      }
      try {
        open.write(bytes);
      } catch (IOException e) {
        // half a line would run into the next one
        FileChannel ignored = open.getChannel().truncate(size);
        throw e;
      }
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  private FileOutputStream opened() throws IOException {
    FileOutputStream open = stream;
    if (open != null && Objects.equals(identity, identityOf(path))) {
      return open;
    }
    close();
    Path folder = path.toAbsolutePath().getParent();
    if (folder != null) {
      DurableFiles.makeDirectoryOfGroup(folder);
    }
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      throw new IOException("'%s' is no regular file".formatted(path));
    }
    if (Files.notExists(path)) {
      Path ignored = Files.createFile(path, DurableFiles.notForAll(path));
    }
    FileOutputStream opened = new FileOutputStream(path.toFile(), true);
    stream = opened;
    identity = identityOf(path);
    return opened;
  }

  /** What tells this file from another of the same name; null when it has gone. */
  private static @Nullable Object identityOf(Path path) throws IOException {
    try {
      BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
      Object key = attributes.fileKey();
      return key == null ? attributes.creationTime() : key;
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  /**
   * Sets the file aside; if that can not be it goes on growing, since what it tells matters more.
   */
  private void rotate() {
    close();
    try {
      for (int number = kept - 1; number >= 1; number--) {
        if (Files.exists(numbered(number))) {
          Files.move(numbered(number), numbered(number + 1), StandardCopyOption.REPLACE_EXISTING);
        }
      }
      if (kept > 0) {
        Files.move(path, numbered(1), StandardCopyOption.REPLACE_EXISTING);
      } else {
        Files.delete(path);
      }
    } catch (IOException e) {
      // the next line tries again
    }
  }

  private Path numbered(int number) {
    return path.resolveSibling(path.getFileName() + "." + number);
  }

  @Override
  public void close() {
    FileOutputStream open = stream;
    stream = null;
    identity = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        // each line was handed to the kernel already
      }
    }
  }
}
