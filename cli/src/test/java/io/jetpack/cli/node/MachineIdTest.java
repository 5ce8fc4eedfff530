package io.jetpack.cli.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MachineIdTest {

  private static final String ID = "3d1219c7c4c5404aaa1f6d2a48adfda4";

  @TempDir Path directory;

  private Optional<String> find(Map<String, String> environment) {
    List<Path> ids = List.of(directory.resolve("machine-id"), directory.resolve("dbus"));
    return MachineId.find(ids, directory.resolve("hostname"), environment).map(MachineId::text);
  }

  @Test
  void the_first_id_that_is_one_counts() throws Exception {
    Files.writeString(directory.resolve("hostname"), "ip-0A010203\n");
    Files.writeString(directory.resolve("dbus"), "f".repeat(32) + "\n");
    assertThat(find(Map.of())).contains("f".repeat(32));
    Files.writeString(directory.resolve("machine-id"), ID + "\n");
    assertThat(find(Map.of())).contains(ID);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "uninitialized\n", "not an id\n", "3D1219\n"})
  void what_an_image_holds_before_its_first_boot_is_none(String text) throws Exception {
    Files.writeString(directory.resolve("machine-id"), text);
    assertThat(find(Map.of())).isEmpty();
    assertThat(find(Map.of("COMPUTERNAME", "NODE-7"))).contains("host:NODE-7");
    Files.writeString(directory.resolve("hostname"), "ip-0A010203\n");
    assertThat(find(Map.of())).as("the host's name stands for it").contains("host:ip-0A010203");
    Files.writeString(directory.resolve("hostname"), "(none)\n");
    assertThat(find(Map.of())).isEmpty();
  }

  @Test
  void this_machine_has_one_that_stays_the_same() {
    assertThat(MachineId.find(System.getenv()))
        .isPresent()
        .isEqualTo(MachineId.find(System.getenv()));
  }
}
