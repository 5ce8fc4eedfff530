package io.jetpack.cli.healthcheck.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.jetpack.cli.healthcheck.service.log.ServiceLog;
import io.jetpack.cli.node.Home;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryEndTest {

  @TempDir Path directory;
  private final List<Integer> ends = new ArrayList<>();

  @BeforeEach
  void makeRun() throws Exception {
    Files.createDirectory(directory.resolve("run"));
  }

  private MemoryEnd service() {
    ServiceLog log =
        new ServiceLog(
            directory.resolve("healthcheck.log"), 1 << 20, 1, Optional.empty(), Clock.systemUTC());
    return new MemoryEnd(new Home(directory), log, ends::add);
  }

  @Test
  void the_end_is_logged_and_the_next_service_knows_what_ran_once() {
    MemoryEnd first = service();
    assertThat(first.ranAtTheEnd()).isEmpty();
    first.endProgram(new OutOfMemoryError("Java heap space"), Set.of("hog.py", "b.sh"));
    assertThat(ends).containsExactly(MemoryEnd.EXIT_CODE);
    assertThat(directory.resolve("healthcheck.log"))
        .content()
        .contains(
            "ERROR", "because Java fails: java.lang.OutOfMemoryError: Java heap space", "hog.py");
    assertThat(service().ranAtTheEnd()).containsExactlyInAnyOrder("hog.py", "b.sh");
    assertThat(service().ranAtTheEnd()).as("for one start").isEmpty();
  }

  @Test
  void it_ends_where_nothing_can_be_written() throws Exception {
    MemoryEnd first = service();
    Files.delete(directory.resolve("run"));
    Files.createDirectory(directory.resolve("healthcheck.log"));
    first.endProgram(new OutOfMemoryError("Java heap space"), Set.of("hog.py"));
    assertThat(ends).containsExactly(MemoryEnd.EXIT_CODE);
  }
}
