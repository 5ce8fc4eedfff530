package io.jetpack.cli.node.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * Files of the agent: the two steps by which something survives a loss of power, its bytes and its
 * name; what may be replaced; who may lock.
 */
public final class DurableFiles {

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private DurableFiles() {}

  /**
   * Writes a new file that only its owner and group may read. When this returns its bytes are on
   * the disk; {@link #sync} sees to the name.
   *
   * @throws IOException also when there is such a file already
   */
  public static void writeNew(Path file, byte[] bytes) throws IOException {
    writeNew(file, bytes, notForAll(file));
  }

  /**
   * The same.
   *
   * @param attributes what the file has from its beginning
   */
  public static void writeNew(Path file, byte[] bytes, FileAttribute<?>... attributes)
      throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes)) {
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
   * Opens a lock for nobody but its owner: who may read a file may lock it, too. What an earlier
   * version has made for others is taken back.
   *
   * @param file is made when it or its directory is missing
   */
  static FileChannel openLock(Path file) throws IOException {
    makePrivateDirectory(file.resolveSibling("."));
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] attributes =
        posix
            ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
            : new FileAttribute<?>[0];
    FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
            attributes);
    if (posix) {
      try {
        Path ignored = Files.setPosixFilePermissions(file, OWNER_ONLY);
      } catch (IOException e) {
        // another user's, who lets us write it
      }
    }
    return channel;
  }

  /**
   * Gives a new file the name of another one, which it replaces.
   *
   * @throws IOException when there is something else than a regular file or a link: a device or a
   *     pipe that an operator named by mistake must not become a file
   */
  public static void replace(Path written, Path path) throws IOException {
    Optional<BasicFileAttributes> there = FileAttributesIfAny.of(path, LinkOption.NOFOLLOW_LINKS);
    if (there.isPresent() && !there.get().isRegularFile() && !there.get().isSymbolicLink()) {
      String what = there.get().isDirectory() ? "a directory" : "not a regular file";
      throw new FileSystemException(path.toString(), null, "it is " + what + ", and stays");
    }
    Files.move(written, path, StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * Makes a directory, and those above it that are missing, for nobody but their owner: {@code run}
   * need not lie in a home that somebody has prepared.
   */
  public static void makePrivateDirectory(Path directory) throws IOException {
    make(directory, "rwx------");
  }

  /** Makes a directory for its owner and group: logs are for operators to read. */
  static void makeDirectoryOfGroup(Path directory) throws IOException {
    make(directory, "rwxr-x---");
  }

  private static void make(Path directory, String permissions) throws IOException {
    boolean posix = directory.getFileSystem().supportedFileAttributeViews().contains("posix");
    Path _ =
        posix
            ? Files.createDirectories(
                directory,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)))
            : Files.createDirectories(directory);
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
