package io.jetpack.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class IoReasonTest {

  static Stream<Arguments> reasons() {
    IOException cause = new FileSystemException("/x", null, "Read-only file system");
    return Stream.of(
        Arguments.of(new AccessDeniedException("/x"), "permission denied"),
        Arguments.of(new NoSuchFileException("/x"), "no such file or directory"),
        Arguments.of(new NotDirectoryException("/x"), "it is not a directory"),
        Arguments.of(new DirectoryNotEmptyException("/x"), "the directory is not empty"),
        Arguments.of(new FileAlreadyExistsException("/x"), "it is there already"),
        Arguments.of(new FileSystemLoopException("/x"), "its links lead in a circle"),
        Arguments.of(cause, "read-only file system"),
        Arguments.of(new FileSystemException("/x"), "file system"),
        Arguments.of(
            new AtomicMoveNotSupportedException("/x", "/y", "Invalid cross-device link"),
            "invalid cross-device link"),
        Arguments.of(new FileNotFoundException("/x (Permission denied)"), "permission denied"),
        Arguments.of(new FileNotFoundException("/x"), "no such file or directory"),
        Arguments.of(new MalformedInputException(1), "it is not UTF-8"),
        Arguments.of(new EOFException(), "it ends too early"),
        Arguments.of(new ClosedChannelException(), "closed channel"),
        Arguments.of(new IOException("No space left on device"), "no space left on device"),
        Arguments.of(new IOException("TLS is off"), "TLS is off"),
        Arguments.of(new IOException(cause), "read-only file system"),
        Arguments.of(new IOException(new IllegalStateException("It is shut")), "it is shut"),
        Arguments.of(new IOException(new IllegalStateException()), "illegal state"),
        Arguments.of(new IOException(), "io"));
  }

  @ParameterizedTest
  @MethodSource("reasons")
  void a_reason_is_in_words_and_names_no_class(IOException e, String words) {
    assertThat(IoReason.of(e)).isEqualTo(words).doesNotContain("java.", "Exception");
  }

  @Test
  void with_its_file_it_says_which() {
    assertThat(IoReason.withFile(new NoSuchFileException("/x"))).isEqualTo("there is no '/x'");
    assertThat(IoReason.withFile(new AccessDeniedException("/x")))
        .isEqualTo("'/x' may not be used by this user; try it as root");
    assertThat(IoReason.withFile(new FileSystemException("/x", null, "Is a directory")))
        .isEqualTo("'/x': is a directory");
    assertThat(IoReason.withFile(new IOException("Broken pipe"))).isEqualTo("broken pipe");
  }

  @Test
  void a_read_only_file_system_is_known() {
    assertThat(IoReason.isReadOnly(new FileSystemException("/x", null, "Read-only file system")))
        .isTrue();
    assertThat(IoReason.isReadOnly(new AccessDeniedException("/x"))).isFalse();
  }
}
