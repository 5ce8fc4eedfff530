package io.jetpack.cli.node.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jetpack.cli.node.Home;
import io.jetpack.cli.node.MachineId;
import io.jetpack.cli.node.files.FileTraits;
import io.jetpack.cli.node.settings.AcceptedFile.Kept;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class AcceptedFileTest {

  private static final Instant NOW = Instant.parse("2026-11-28T17:03:00.123Z");
  private static final Instant WRITTEN = Instant.parse("2026-11-20T08:00:00.5Z");
  private static final String TOML = "[amqp]\nuri = \"amqps://me:sesame@broker\"\n";

  @TempDir Path directory;
  private GivenFile original = new GivenFile(Path.of(""), 0);

  @BeforeEach
  void makeConfig() throws IOException {
    Path config = Files.createDirectory(directory.resolve("config"));
    original = new GivenFile(config.resolve("jetpack.toml"), 10_000);
    write(TOML);
  }

  private void write(String text) throws IOException {
    Files.writeString(original.path(), text);
    Files.setLastModifiedTime(original.path(), FileTime.from(WRITTEN));
  }

  private AcceptedFile of(String machine) {
    return new AcceptedFile(
        new Home(directory), original, Optional.of(machine).map(MachineId::new));
  }

  private AcceptedFile ours() {
    return of("3d1219c7");
  }

  private GivenFile.Reading.Content read() {
    return (GivenFile.Reading.Content) original.read();
  }

  private void keep() throws IOException {
    ours().keep(read(), NOW);
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private Path kept() {
    return directory.resolve("run/accepted");
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(kept())) {
      return files.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  private static void assertUnfit(AcceptedFile file, String reason) {
    assertThat(file.look())
        .isInstanceOfSatisfying(
            Kept.Unfit.class, unfit -> assertThat(unfit.reason()).contains(reason));
  }

  @Test
  void what_is_kept_is_given_back_byte_by_byte() throws Exception {
    assertThat(ours().look()).isEqualTo(new Kept.None());
    byte[] odd = {'#', (byte) 0xff, 0, '\r', '\n', '\n', (byte) 0xfe};
    for (byte[] bytes : List.of(odd, new byte[0], TOML.getBytes(StandardCharsets.UTF_8))) {
      Files.write(original.path(), bytes);
      Files.setLastModifiedTime(original.path(), FileTime.from(WRITTEN));
      keep();
      Kept.Copy copy = (Kept.Copy) ours().look();
      assertThat(copy.bytes()).isEqualTo(bytes);
      assertThat(copy.modified()).isEqualTo(WRITTEN);
      assertThat(copy.accepted()).isEqualTo(NOW);
    }
    assertThat(names()).containsExactly("jetpack.toml");
    assertThat(SettingsReading.read(ours().path(), Map.of()))
        .as("it can be put back as it is")
        .isInstanceOf(SettingsReading.Good.class);
  }

  @Test
  void it_has_the_mode_and_the_owner_of_the_original_and_follows_them() throws Exception {
    for (String mode : List.of("rw-------", "rw-r-----", "rw-rw-r--", "r--------")) {
      Files.setPosixFilePermissions(original.path(), PosixFilePermissions.fromString(mode));
      keep();
      assertThat(mode(ours().path())).isEqualTo(mode);
    }
    assertThat(mode(kept())).isEqualTo("rwx------");
    assumeTrue(System.getProperty("user.name").equals("root"), "only root gives files away");
    Files.setAttribute(original.path(), "unix:uid", 1234);
    Files.setAttribute(original.path(), "unix:gid", 4321);
    keep();
    FileTraits kept = FileTraits.of(ours().path());
    assertThat(List.of(kept.owner(), kept.group())).containsExactly(1234, 4321);
    assertThat(mode(ours().path())).isEqualTo("r--------");
  }

  @Test
  void what_is_kept_already_is_not_written_again() throws Exception {
    keep();
    FileTraits before = FileTraits.of(ours().path());
    ours().keep(read(), NOW.plusSeconds(60));
    assertThat(FileTraits.of(ours().path())).isEqualTo(before);
    write(TOML + "\n");
    ours().keep(read(), NOW.plusSeconds(60));
    assertThat(((Kept.Copy) ours().look()).accepted()).isEqualTo(NOW.plusSeconds(60));
  }

  @Test
  void every_flipped_bit_and_every_truncation_is_noticed() throws Exception {
    keep();
    byte[] whole = Files.readAllBytes(ours().path());
    for (int i = 0; i < whole.length * 8; i++) {
      byte[] damaged = whole.clone();
      damaged[i / 8] ^= (byte) (1 << i % 8);
      Files.write(ours().path(), damaged);
      assertThat(ours().look()).as("bit %d", i).isInstanceOf(Kept.Unfit.class);
    }
    for (int length = 0; length < whole.length; length++) {
      Files.write(ours().path(), Arrays.copyOf(whole, length));
      assertUnfit(ours(), "is damaged");
    }
  }

  @Test
  void what_another_machine_accepted_is_put_away_and_not_used() throws Exception {
    keep();
    AcceptedFile other = of("host:node-7");
    assertUnfit(other, "accepted/jetpack.toml' is of another machine");
    assertUnfit(
        new AcceptedFile(new Home(directory), original, Optional.empty()), "is of another machine");
    String whole = Files.readString(other.path());
    assertThat(other.quarantine())
        .contains(other.path().resolveSibling("jetpack.toml.quarantined-1"));
    assertThat(other.path().resolveSibling("jetpack.toml.quarantined-1")).hasContent(whole);
    assertThat(other.look()).isEqualTo(new Kept.None());
    assertThat(other.quarantine()).isEmpty();
    keep();
    other.keep(read(), NOW);
    assertThat(names())
        .containsExactly(
            "jetpack.toml", "jetpack.toml.quarantined-1", "jetpack.toml.quarantined-2");
    assertThat(other.look()).isInstanceOf(Kept.Copy.class);
  }

  @Test
  void what_cannot_be_read_is_put_away_and_a_killed_write_leaves_nothing() throws Exception {
    Files.createDirectories(ours().path().resolve("in"));
    assertUnfit(ours(), "is a directory, not a file");
    Files.writeString(ours().path().resolveSibling(".jetpack.toml.1f.tmp"), "[amq");
    Files.writeString(ours().path().resolveSibling(".node.json.1f.tmp"), "of another one");
    keep();
    assertThat(names())
        .containsExactly(".node.json.1f.tmp", "jetpack.toml", "jetpack.toml.quarantined-1");
    ours().forget();
    ours().forget();
    assertThat(ours().look()).isEqualTo(new Kept.None());
  }

  @Test
  void what_was_kept_stays_when_the_next_one_cannot_be_written() throws Exception {
    keep();
    write("x = 1");
    Files.move(kept(), directory.resolve("run/away"));
    Files.writeString(kept(), "not even root makes a directory here");
    assertThatThrownBy(this::keep).isInstanceOf(IOException.class);
    Files.delete(kept());
    Files.move(directory.resolve("run/away"), kept());
    assertThat(((Kept.Copy) ours().look()).bytes())
        .asString(StandardCharsets.UTF_8)
        .isEqualTo(TOML);
    assertThatThrownBy(() ->
            new AcceptedFile(new Home(directory), original, Optional.empty()).keep(read(), NOW))
        .hasMessage("this machine has neither a machine id nor a name");
  }
}
