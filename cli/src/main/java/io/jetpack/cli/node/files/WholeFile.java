package io.jetpack.cli.node.files;

import io.jetpack.text.IoReason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A file that the agent writes for itself: it is written whole or not at all, and a reader sees
 * either the old text or the new one, whenever the writer is killed.
 *
 * @param path where it is; its folder is made when it is missing
 * @param limitBytes what is larger is not of this program and is not read
 */
public record WholeFile(Path path, int limitBytes) {

  /** What came of reading. */
  public sealed interface Reading {
    /** There is no file, nor a link that should lead to one. */
    record Missing() implements Reading {}

    /**
     * The file was read.
     *
     * @param bytes all of it
     */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares readings
    record Content(byte[] bytes) implements Reading {}

    /**
     * There is something that cannot be read.
     *
     * @param reason names the file and says what is wrong with it
     */
    record Unreadable(String reason) implements Reading {}
  }

  /** Reads the whole file; never waits for a pipe or a device, and reads no more than the limit. */
  public Reading read() {
    try {
      Optional<BasicFileAttributes> attributes = FileAttributesIfAny.of(path);
      if (attributes.isEmpty()) {
        return missing();
      }
      if (attributes.get().isDirectory()) {
        return new Reading.Unreadable("'%s' is a directory, not a file".formatted(path));
      }
      if (!attributes.get().isRegularFile()) {
        return new Reading.Unreadable("'%s' is not a regular file".formatted(path));
      }
      try (InputStream in = Files.newInputStream(path)) {
        byte[] bytes = in.readNBytes(limitBytes + 1);
        return bytes.length > limitBytes
            ? new Reading.Unreadable(
                String.format(
                    Locale.ROOT,
                    "'%s' is larger than %,d bytes, and is not read; is it the right file?",
                    path,
                    limitBytes))
            : new Reading.Content(bytes);
      }
    } catch (NoSuchFileException e) {
      return new Reading.Missing();
    } catch (AccessDeniedException e) {
      return new Reading.Unreadable("'%s' cannot be read by this user".formatted(path));
    } catch (IOException e) {
      return new Reading.Unreadable("'%s' cannot be read: %s".formatted(path, IoReason.of(e)));
    }
  }

  /** Who made a link meant that there is something; what it leads to may be mounted later. */
  private Reading missing() throws IOException {
    boolean link =
        FileAttributesIfAny.of(path, LinkOption.NOFOLLOW_LINKS)
            .filter(BasicFileAttributes::isSymbolicLink)
            .isPresent();
    return link
        ? new Reading.Unreadable(
            "'%s' is a link to '%s', which is not there"
                .formatted(path, Files.readSymbolicLink(path)))
        : new Reading.Missing();
  }

  /**
   * Replaces the file. When this returns it is on the disk.
   *
   * @throws IOException when that is not possible; then the old file is as it was
   */
  public void write(byte[] bytes) throws IOException {
    Path folder = path.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IOException("'%s' is no file".formatted(path));
    }
    DurableFiles.makePrivateDirectory(folder);
    String unique = Long.toHexString(ThreadLocalRandom.current().nextLong());
    Path temporary = folder.resolve("." + path.getFileName() + "." + unique + ".tmp");
    try {
      DurableFiles.writeNew(temporary, bytes);
      DurableFiles.replace(temporary, path);
    } finally {
      boolean ignored = Files.deleteIfExists(temporary);
    }
    DurableFiles.sync(folder);
  }

  /**
   * Gives what can not be read another name beside its own, so that nothing is lost and the name is
   * free again.
   *
   * @return the other name
   * @throws IOException when it can not be renamed
   */
  public Path setAside() throws IOException {
    for (int number = 1; ; number++) {
      Path other = path.resolveSibling(path.getFileName() + ".broken-" + number);
      if (Files.notExists(other, LinkOption.NOFOLLOW_LINKS)) {
        return Files.move(path, other);
      }
    }
  }
}
