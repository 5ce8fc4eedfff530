package io.jetpack.healthcheck.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * What tells whether a file is still the same.
 *
 * @param modified when it was written last
 * @param size in bytes
 * @param key the file's own number, as text; empty where there is none
 */
public record FileStamp(Instant modified, long size, String key) {

  private static final FileStamp NONE = new FileStamp(Instant.EPOCH, -1, "");
  private static final FileStamp UNREADABLE = new FileStamp(Instant.EPOCH, -2, "");

  /** The stamp of what is there now; that of nothing when there is nothing. */
  public static FileStamp of(Path path) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
      return new FileStamp(
          attributes.lastModifiedTime().toInstant(),
          attributes.size(),
          Objects.toString(attributes.fileKey(), ""));
    } catch (NoSuchFileException e) {
      return NONE;
    } catch (IOException e) {
      return UNREADABLE;
    }
  }

  /** Whether there is no file. */
  boolean isNone() {
    return equals(NONE);
  }

  /** Whether nobody can tell: the disk, the server or the permissions do not let us. */
  boolean isUnreadable() {
    return equals(UNREADABLE);
  }

  /** Whether somebody may still be writing: the clock says that it was written just now. */
  boolean isFresh(Instant now, Duration settled) {
    Duration age = Duration.between(modified, now);
    return !age.isNegative() && age.compareTo(settled) < 0;
  }
}
