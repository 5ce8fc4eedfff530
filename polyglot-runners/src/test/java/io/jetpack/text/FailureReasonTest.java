package io.jetpack.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class FailureReasonTest {

  /** One of which the JDK has two things to say. */
  static final class Broken {
    static final int VALUE = fail();

    private Broken() {}

    private static int fail() {
      throw new UnsupportedOperationException("There is no /sys.\nIs it mounted?");
    }
  }

  private static Throwable use() {
    try {
      return new AssertionError("was " + Broken.VALUE);
    } catch (LinkageError e) {
      return new ExecutionException(e);
    }
  }

  @Test
  void a_class_that_cannot_be_used_has_the_same_reason_each_time() {
    Throwable first = use();
    Throwable second = use();
    assertThat(first.getCause()).isInstanceOf(ExceptionInInitializerError.class);
    assertThat(second.getCause()).isInstanceOf(NoClassDefFoundError.class);
    assertThat(FailureReason.of(first)).isEqualTo("there is no /sys");
    assertThat(FailureReason.of(second)).isEqualTo("there is no /sys");
  }

  @Test
  void files_are_spoken_of_as_everywhere() {
    assertThat(FailureReason.of(new UncheckedIOException(new NoSuchFileException("/x"))))
        .isEqualTo("there is no '/x'");
  }

  @Test
  void what_says_nothing_is_named_in_words() {
    assertThat(FailureReason.of(new IllegalStateException())).isEqualTo("illegal state");
    assertThat(FailureReason.of(new IllegalStateException(new ArithmeticException())))
        .isEqualTo("arithmetic");
  }

  @Test
  void no_class_is_named() {
    assertThat(FailureReason.of(new IllegalStateException("java.lang.Error: Too late")))
        .isEqualTo("too late");
    IOException circle = new IOException("Closed");
    circle.initCause(new IllegalStateException(circle));
    assertThat(FailureReason.of(circle)).isEqualTo("closed");
  }
}
