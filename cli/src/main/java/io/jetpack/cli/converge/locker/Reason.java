package io.jetpack.cli.converge.locker;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Why a file could not be read or written, in words; the JDK's message is often only its name. */
public final class Reason {

  private Reason() {}

  /** The reason with the file's name. */
  public static String of(IOException e) {
    return switch (e) {
      case AccessDeniedException denied ->
          "'%s' may not be used by this user; try it as root".formatted(denied.getFile());
      case NoSuchFileException gone -> "there is no '%s'".formatted(gone.getFile());
      case FileSystemException failed when failed.getReason() != null ->
          "'%s': %s".formatted(failed.getFile(), failed.getReason());
      default -> String.valueOf(e.getMessage());
    };
  }
}
