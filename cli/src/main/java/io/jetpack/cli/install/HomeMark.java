package io.jetpack.cli.install;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.UUID;

/**
 * A file in the user's home by which an uninstallation knows the directory that an installation has
 * made: one of the same path may have been there before, or may be mounted there since and be used
 * by other nodes.
 *
 * @param text stands in the file and in the manifest
 */
record HomeMark(String text) {

  static final String FILE = ".jetpack-installation";

  private static final int LIMIT_BYTES = 100;

  /** One that no other directory has. */
  static HomeMark create() {
    return new HomeMark(UUID.randomUUID().toString());
  }

  /** Marks a directory that is being made. */
  void write(Path directory) throws IOException {
    Files.writeString(directory.resolve(FILE), text + "\n", StandardCharsets.US_ASCII);
  }

  /** Whether it is the directory that was marked with this. */
  boolean isIn(Path directory) throws IOException {
    Path file = directory.resolve(FILE);
    return !text.isEmpty()
        && Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
        && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        && Files.size(file) <= LIMIT_BYTES
        && Files.readString(file, StandardCharsets.ISO_8859_1).strip().equals(text);
  }
}
