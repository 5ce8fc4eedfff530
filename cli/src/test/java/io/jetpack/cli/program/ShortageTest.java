package io.jetpack.cli.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileNotFoundException;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ShortageTest {

  @Test
  void too_many_open_files_are_named_wherever_they_show() {
    Throwable failure =
        new ExceptionInInitializerError(
            new IllegalStateException(
                new FileNotFoundException("/x/tzdb.dat (Too many open files)")));
    assertThat(Shortage.of(failure)).contains("too many files are open; raise 'ulimit -n'");
  }

  @Test
  void a_thread_that_cannot_be_started_is_named() {
    Throwable failure =
        new OutOfMemoryError(
            "unable to create native thread: possibly out of memory or process/resource limits reached");
    assertThat(Shortage.of(failure).orElseThrow()).startsWith("no further thread can be started");
  }

  @Test
  void all_else_is_a_bug() {
    Throwable circle = new IOException("closed");
    circle.initCause(new IllegalStateException(circle));
    assertThat(Shortage.of(circle)).isEmpty();
    assertThat(Shortage.of(new OutOfMemoryError("Java heap space"))).isEmpty();
  }
}
