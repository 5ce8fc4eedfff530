package io.jetpack.cli.healthcheck.service;

import io.jetpack.cli.node.files.FileAttributesIfAny;
import java.io.IOException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/**
 * A file that asks for a run of all checks by being touched. The rules of udev do that when
 * hardware goes away; a file, because what udev starts may neither take long nor be a Java runtime,
 * and because a signal that comes too early would end the service.
 */
final class RunNow {

  private final Path file;
  private Optional<FileTime> seen;

  /** What was asked for before is not remembered: a service that starts runs all checks anyway. */
  RunNow(Path file) {
    this.file = file;
    this.seen = time();
  }

  /** Whether it was touched since it was last looked at. */
  boolean isAskedFor() {
    Optional<FileTime> now = time();
    boolean touched = now.isPresent() && !now.equals(seen);
    seen = now;
    return touched;
  }

  private Optional<FileTime> time() {
    try {
      return FileAttributesIfAny.of(file, LinkOption.NOFOLLOW_LINKS)
          .map(BasicFileAttributes::lastModifiedTime);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
