package io.jetpack.text;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;
import java.util.Optional;

/**
 * Why something could not be read or written, in words for people: the one way to say it. What the
 * JDK says of itself is often the name of the file and no more, or begins with the name of a class.
 */
public final class IoReason {

  /** The C library's words, which the launcher's locale keeps English. */
  private static final String READ_ONLY = "Read-only file system";

  private IoReason() {}

  /** The reason without the name of the file, which is said anyway: lower case, no full stop. */
  public static String of(IOException e) {
    return switch (e) {
      case AccessDeniedException _ -> "permission denied";
      case NoSuchFileException _ -> "no such file or directory";
      case NotDirectoryException _ -> "it is not a directory";
      case DirectoryNotEmptyException _ -> "the directory is not empty";
      case FileAlreadyExistsException _ -> "it is there already";
      case FileSystemLoopException _ -> "its links lead in a circle";
      case FileSystemException failed when failed.getReason() != null -> lower(failed.getReason());
      case FileSystemException _ -> words(e);
      case FileNotFoundException _ -> lower(inParentheses(String.valueOf(e.getMessage())));
      case CharacterCodingException _ -> "it is not UTF-8";
      case ClosedByInterruptException _ -> "interrupted";
      case EOFException _ when e.getMessage() == null -> "it ends too early";
      default -> ofOther(e);
    };
  }

  /** The reason with the name of the file, where the exception knows it. */
  public static String withFile(IOException e) {
    return switch (e) {
      case AccessDeniedException denied ->
          "'%s' may not be used by this user; try it as root".formatted(denied.getFile());
      case NoSuchFileException gone -> "there is no '%s'".formatted(gone.getFile());
      case FileSystemException failed when failed.getFile() != null ->
          "'%s': %s".formatted(failed.getFile(), of(failed));
      default -> of(e);
    };
  }

  /** Whether the file system may not be written to by anybody. */
  public static boolean isReadOnly(IOException e) {
    return e instanceof FileSystemException failed && READ_ONLY.equals(failed.getReason());
  }

  private static String ofOther(IOException e) {
    String message = e.getMessage();
    Throwable cause = e.getCause();
    if (cause != null && (message == null || message.equals(cause.toString()))) {
      // the JDK makes a message of the name of the cause's class
      return cause instanceof IOException io
          ? of(io)
          : Optional.ofNullable(cause.getMessage()).map(IoReason::lower).orElse(words(cause));
    }
    return message == null || message.isBlank() ? words(e) : lower(message);
  }

  /** {@code x (Permission denied)}, as {@code java.io} says it. */
  private static String inParentheses(String message) {
    int open = message.lastIndexOf('(');
    return open > 0 && message.endsWith(")")
        ? message.substring(open + 1, message.length() - 1)
        : "no such file or directory";
  }

  /** All that the name of a class can say: "closed channel". */
  static String words(Throwable e) {
    return e.getClass()
        .getSimpleName()
        .replaceAll("(Exception|Error)$", "")
        .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
        .toLowerCase(Locale.ROOT);
  }

  /** Names in capitals stay: TLS, TZDB. */
  static String lower(String text) {
    boolean word =
        text.length() < 2 || !Character.isUpperCase(text.charAt(1)) || text.charAt(1) == ' ';
    return word && !text.isEmpty()
        ? text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1)
        : text;
  }
}
