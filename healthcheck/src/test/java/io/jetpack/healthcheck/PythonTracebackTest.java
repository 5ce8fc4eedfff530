package io.jetpack.healthcheck;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class PythonTracebackTest {

  private static Optional<String> summary(String text) {
    return PythonTraceback.summary(text.lines().toList());
  }

  @Test
  void thePlaceIsInTheScriptAndNotInTheStandardLibrary() {
    assertThat(
            summary(
                """
                Traceback (most recent call last):
                  File "/etc/checks/license.py", line 12, in <module>
                    socket.create_connection(('127.0.0.1', 9))
                  File "/usr/lib/python3.12/socket.py", line 850, in create_connection
                    raise exceptions[0]
                ConnectionRefusedError: [Errno 111] Connection refused
                """))
        .contains("ConnectionRefusedError: [Errno 111] Connection refused (license.py line 12)");
  }

  @Test
  void ofSeveralTracebacksTheLastOneCounts() {
    assertThat(
            summary(
                """
                Traceback (most recent call last):
                  File "/etc/checks/a.py", line 1, in <module>
                KeyError: 'x'

                During handling of the above exception, another exception occurred:

                Traceback (most recent call last):
                  File "/etc/checks/a.py", line 3, in <module>
                ValueError: no x
                """))
        .contains("ValueError: no x (a.py line 3)");
  }

  @Test
  void otherTextIsNoTraceback() {
    assertThat(summary("the disk is bad\n")).isEmpty();
  }
}
