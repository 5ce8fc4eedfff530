package io.jetpack.cli.converge.locker;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;

/** Folders as lockers: a path, or {@code file:} and a path. */
public final class FolderProvider implements LockerProvider {

  @Override
  public String form() {
    return "/a/folder";
  }

  @Override
  public boolean takes(String address) {
    return address.startsWith("file:") || isAbsolute(address);
  }

  private static boolean isAbsolute(String address) {
    try {
      return Path.of(address).isAbsolute();
    } catch (InvalidPathException e) {
      return false;
    }
  }

  @Override
  public Locker open(String address, Duration stall) throws IOException {
    try {
      return new FolderLocker(
          address.startsWith("file:") ? Path.of(URI.create(address)) : Path.of(address));
    } catch (IllegalArgumentException | FileSystemNotFoundException e) {
      throw new LockerException(
          "'%s' is no address of a folder; write file:///a/folder".formatted(address), false);
    }
  }
}
