package io.jetpack.runner.python.files;

import io.jetpack.runner.libc.CLibrary;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The kernel's numbers of errors, which Java tells in words. GraalPy knows some of the words, in
 * English only, and takes every other error for EIO: for a check, that is a disk that fails.
 */
final class KernelErrors {

  /** The kernel has none above. */
  private static final int HIGHEST = 133;

  /** An operation that does not know its end. */
  interface Operation<T> {
    T perform() throws IOException;
  }

  private KernelErrors() {}

  /**
   * Performs an operation whose errors a script sees under their own numbers.
   *
   * @throws UnknownErrorException for an error that is not the kernel's
   */
  static <T> T numbered(Operation<T> operation) throws IOException {
    try {
      return operation.perform();
    } catch (IOException e) {
      throw numbered(e);
    }
  }

  private static IOException numbered(IOException error) {
    return switch (error) {
      case NoSuchFileException _,
          AccessDeniedException _,
          FileAlreadyExistsException _,
          NotDirectoryException _,
          DirectoryNotEmptyException _,
          NotLinkException _,
          ClosedChannelException _,
          InterruptedIOException _ ->
          error; // GraalPy knows them by their classes
      case FileSystemException named -> numbered(named, named.getReason());
      default -> numbered(error, error.getMessage());
    };
  }

  private static IOException numbered(IOException error, @Nullable String words) {
    return new IOException(
        "error="
            + number(words == null ? "" : words)
                .orElseThrow(() -> new UnknownErrorException(error)),
        error);
  }

  /** The number of an error that the C library words so, or begins to. */
  static Optional<Integer> number(String words) {
    Map<String, Integer> numbers = numbers();
    Integer exact = numbers.get(words);
    if (exact != null) {
      return Optional.of(exact);
    }
    // Java adds to what it knows of a loop of links
    return numbers.entrySet().stream()
        .filter(entry -> words.startsWith(entry.getKey() + " "))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private static final Map<String, Integer> NUMBERS = new HashMap<>();

  /** Read when an error is first looked up: in the language in which this process words them. */
  private static Map<String, Integer> numbers() {
    synchronized (NUMBERS) {
      if (NUMBERS.isEmpty()) {
        for (int number = HIGHEST; number > 0; number--) {
          NUMBERS.put(CLibrary.errorText(number), number);
        }
      }
      return NUMBERS;
    }
  }

  /** An error that has no number: it ends the run, since no script could understand it. */
  static final class UnknownErrorException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnknownErrorException(IOException cause) {
      super(cause.toString(), cause);
    }
  }
}
