package io.jetpack.cli.node.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.jetpack.cli.Transcript;
import io.jetpack.cli.node.files.FileTraits;
import io.jetpack.cli.node.settings.GivenFile.Reading;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What counts as a file that somebody gave, and what as none. */
@Timeout(30)
class GivenFileTest {

  @TempDir Path home;
  private Path file = Path.of("");

  @BeforeEach
  void makeDirectory() throws Exception {
    file = Files.createDirectory(home.resolve("config")).resolve("jetpack.toml");
  }

  private Reading read() {
    return new GivenFile(file, 1000).read();
  }

  /** Puts something there, as a shell command says. */
  private void put(String command) throws Exception {
    Process shell = new ProcessBuilder("sh", "-ec", command).directory(home.toFile()).start();
    assertThat(shell.waitFor()).as(command).isZero();
  }

  @Test
  void a_file_is_read_with_what_it_is() throws Exception {
    Files.writeString(file, "x = 1");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    Reading.Content content = (Reading.Content) read();
    assertThat(content.bytes()).asString(StandardCharsets.UTF_8).isEqualTo("x = 1");
    assertThat(content.traits()).isEqualTo(FileTraits.of(file));
    assertThat(content.traits().mode()).hasValue(0640);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    assertThat(FileTraits.of(file)).as("one changed by chmod").isNotEqualTo(content.traits());
  }

  @Test
  void only_what_is_missing_in_a_directory_that_is_there_is_absent() throws Exception {
    assertThat(read()).isEqualTo(new Reading.Absent());
    Files.createSymbolicLink(home.resolve("elsewhere"), home.resolve("config"));
    file = home.resolve("elsewhere/jetpack.toml");
    assertThat(read()).as("below a link").isEqualTo(new Reading.Absent());
    Files.delete(home.resolve("config"));
    assertThat(read())
        .isEqualTo(
            new Reading.Unreadable(
                "there is no directory '%1$s/elsewhere': '%1$s/elsewhere' is a link that leads to none"
                    .formatted(home)));
    file = home.resolve("config/jetpack.toml");
    assertThat(read())
        .isEqualTo(new Reading.NoDirectory("there is no directory '%s/config'".formatted(home)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ln -s /share/jetpack.toml config/jetpack.toml | is a link to '/share/jetpack.toml', which is not there",
        "ln -s jetpack.toml config/jetpack.toml | cannot be read: too many levels of symbolic links",
        "mkdir config/jetpack.toml | is a directory, not a file",
        "mkfifo config/jetpack.toml | is not a regular file",
        "ln -s /dev/zero config/jetpack.toml | is not a regular file",
        "truncate -s 100M config/jetpack.toml | is larger than",
        "rmdir config; touch config | /config' is something else",
      })
  void what_is_there_and_is_no_file_is_never_absent(String command, String reason)
      throws Exception {
    put(command);
    assertThat(read())
        .isInstanceOfSatisfying(
            Reading.Unreadable.class,
            unreadable ->
                assertThat(unreadable.reason()).contains("'%s/config".formatted(home), reason));
    assertThat(SettingsReading.read(file, Map.of())).isInstanceOf(SettingsReading.Faulty.class);
    assertThat(new Transcript(home).run("healthcheck", "run").err()).contains(reason);
  }

  @Test
  void what_may_not_be_read_is_not_absent() throws Exception {
    Files.writeString(file, "x = 1");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
    assumeFalse(Files.isReadable(file), "root reads everything");
    assertThat(read())
        .isEqualTo(new Reading.Unreadable("'%s' cannot be read by this user".formatted(file)));
  }

  @Test
  void a_file_that_was_not_meant_is_not_read_whole() throws Exception {
    try (RandomAccessFile huge = new RandomAccessFile(file.toFile(), "rw")) {
      huge.setLength(100L << 20);
    }
    assertThat(SettingsReading.read(file, Map.of()))
        .isEqualTo(
            new SettingsReading.Faulty(
                List.of(
                    "'%s' is larger than 65,536 bytes, and is not read; is it the right file?"
                        .formatted(file))));
  }
}
