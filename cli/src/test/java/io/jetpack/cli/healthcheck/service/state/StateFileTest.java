package io.jetpack.cli.healthcheck.service.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.jetpack.cli.healthcheck.service.state.StateFile.Look;
import io.jetpack.cli.node.Home;
import io.jetpack.healthcheck.hold.HoldReading;
import io.jetpack.healthcheck.service.state.ServiceState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The state on disks that are full, which a file in the place of their directory stands for here.
 */
class StateFileTest {

  private static final Instant AT = Instant.parse("2026-11-29T19:00:00Z");

  @TempDir private Path directory;

  private final List<String> troubles = new ArrayList<>();
  private Path memory = Path.of("");
  private Home home = new Home(Path.of(""));
  private StateFile file = new StateFile(home, List.of(), troubles::add);

  @BeforeEach
  void open() throws IOException {
    memory = Files.createDirectory(directory.resolve("memory"));
    home = new Home(directory.resolve("home"));
    Path absent = directory.resolve("absent");
    file = new StateFile(home, List.of(absent, memory), troubles::add);
  }

  private static ServiceState state(Instant written) {
    return new ServiceState(
        written, AT, 1, new HoldReading.Free(), List.of(), List.of(), List.of(), Optional.empty());
  }

  private void fillTheDisk() throws IOException {
    Files.deleteIfExists(home.run().resolve("status.json"));
    Files.deleteIfExists(home.run());
    Files.createDirectories(home.directory());
    Files.createFile(home.run());
  }

  private List<Path> inMemory() throws IOException {
    try (Stream<Path> files = Files.list(memory)) {
      return files.toList();
    }
  }

  @Test
  void what_the_disk_does_not_take_is_kept_in_memory_until_it_does() throws Exception {
    file.save(state(AT));
    assertThat(inMemory()).isEmpty();
    fillTheDisk();
    assertThatIOException()
        .isThrownBy(() -> file.save(state(AT.plusSeconds(1))))
        .withMessageContaining("; until that is possible it is in '%s".formatted(memory));
    assertThat(inMemory()).hasSize(1);
    assertThat(file.look())
        .isEqualTo(new Look.Good(state(AT.plusSeconds(1)), inMemory().getFirst()));
    assertThat(file.load()).contains(state(AT.plusSeconds(1)));

    Files.delete(home.run());
    file.save(state(AT.plusSeconds(2)));
    assertThat(inMemory()).isEmpty();
    assertThat(file.look())
        .isEqualTo(new Look.Good(state(AT.plusSeconds(2)), home.run().resolve("status.json")));
    assertThat(troubles).isEmpty();
  }

  @Test
  void the_newer_one_is_believed() throws Exception {
    fillTheDisk();
    assertThatIOException().isThrownBy(() -> file.save(state(AT)));
    Path kept = inMemory().getFirst();
    byte[] older = Files.readAllBytes(kept);
    Files.delete(home.run());
    file.save(state(AT.plus(Duration.ofHours(1))));
    Files.write(kept, older);
    assertThat(file.look())
        .isInstanceOfSatisfying(
            Look.Good.class,
            good -> assertThat(good.file()).isEqualTo(home.run().resolve("status.json")));
  }

  @Test
  void a_link_or_rubbish_in_memory_is_not_the_state() throws Exception {
    fillTheDisk();
    assertThatIOException().isThrownBy(() -> file.save(state(AT)));
    Path kept = inMemory().getFirst();
    Path moved = Files.move(kept, directory.resolve("elsewhere.json"));
    Files.createSymbolicLink(kept, moved);
    assertThat(file.look()).isNotInstanceOf(Look.Good.class);
    Files.delete(kept);
    Files.writeString(kept, "{");
    assertThat(file.look()).isNotInstanceOf(Look.Good.class);
  }

  @Test
  void without_room_anywhere_the_reason_is_that_of_the_disk() throws Exception {
    StateFile alone = new StateFile(home, List.of(directory.resolve("absent")), troubles::add);
    fillTheDisk();
    assertThatIOException()
        .isThrownBy(() -> alone.save(state(AT)))
        .withMessageNotContaining("until that is possible");
    assertThat(inMemory()).isEmpty();
  }
}
