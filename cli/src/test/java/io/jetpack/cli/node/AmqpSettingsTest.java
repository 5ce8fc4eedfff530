package io.jetpack.cli.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.jetpack.cli.node.settings.AmqpUri;
import io.jetpack.cli.node.settings.Settings;
import io.jetpack.cli.node.settings.SettingsReading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AmqpSettingsTest {

  @TempDir Path directory;

  private SettingsReading read(String toml) throws IOException {
    return SettingsReading.read(
        Files.writeString(directory.resolve("jetpack.toml"), toml), Map.of());
  }

  private Settings.Amqp good(String toml) throws IOException {
    SettingsReading reading = read(toml);
    assertThat(reading).isInstanceOf(SettingsReading.Good.class);
    return ((SettingsReading.Good) reading).settings().amqp();
  }

  private List<String> mistakes(String toml) throws IOException {
    SettingsReading reading = read(toml);
    assertThat(reading).isInstanceOf(SettingsReading.Faulty.class);
    return ((SettingsReading.Faulty) reading)
        .mistakes().stream().map(text -> text.replace(directory + "/jetpack.toml: ", "")).toList();
  }

  @Test
  void without_a_word_there_is_no_broker() throws IOException {
    Settings.Amqp amqp = good("");
    assertThat(amqp.uri()).isEmpty();
    assertThat(amqp.heartbeat()).isEqualTo(Duration.ofSeconds(10));
    assertThat(good("amqp.uri = ''").uri()).isEmpty();
  }

  @Test
  void the_file_says_all_of_it() throws IOException {
    Settings.Amqp amqp =
        good(
            """
            [amqp]
            uri = "amqps://broker.example/prod"
            credentials_file = "/etc/jetpack/broker"
            ca_file = "/etc/jetpack/ca.pem"
            certificate_file = "/etc/jetpack/node.pem"
            key_file = "/etc/jetpack/node.key"
            heartbeat = "5s"
            """);
    assertThat(amqp)
        .isEqualTo(
            new Settings.Amqp(
                Optional.of(AmqpUri.parse("amqps://broker.example/prod")),
                Optional.of(Path.of("/etc/jetpack/broker")),
                Optional.of(Path.of("/etc/jetpack/ca.pem")),
                Optional.of(Path.of("/etc/jetpack/node.pem")),
                Optional.of(Path.of("/etc/jetpack/node.key")),
                false,
                Duration.ofSeconds(5)));
  }

  @Test
  void the_variable_goes_before_the_file() throws IOException {
    Path file = Files.writeString(directory.resolve("jetpack.toml"), "amqp.uri = 'amqps://one'");
    assertThat(SettingsReading.read(file, Map.of("JETPACK_AMQP_URI", "amqps://two")))
        .isInstanceOfSatisfying(
            SettingsReading.Good.class,
            reading ->
                assertThat(reading.settings().amqp().uri()).contains(AmqpUri.parse("amqps://two")));
  }

  @Test
  void a_password_is_in_no_text() throws IOException {
    SettingsReading reading = read("amqp.uri = 'amqps://me:sesame@broker.example'");
    assertThat(reading.toString()).contains("broker.example").doesNotContain("sesame");
  }

  @Test
  void a_bad_uri_is_told_without_it() throws IOException {
    assertThat(mistakes("amqp.uri = 'amqp://me:ses@me@broker.example'"))
        .containsExactly(
            "amqp.uri is wrong; write amqp://USER:PASSWORD@HOST:PORT/VHOST, or amqps://... for TLS,"
                + " with %40 for an @ and %2F for a / in a name or password");
    assertThat(mistakes("amqp.uri = ['amqp://me:sesame@broker']").toString())
        .startsWith("[amqp.uri is wrong; write ")
        .doesNotContain("sesame");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[amqp]\nuri = amqp://me:sesame@broker",
        "[amqp]\nuri = \"amqp://me:sesame@broker",
        "[amqp]\nuri = = sesame",
        "[healthcheck]\ncommand = [\"-H\", Authorization: sesame]",
      })
  void a_line_that_is_no_toml_is_not_shown_when_it_may_hold_a_password(String toml)
      throws IOException {
    assertThat(mistakes(toml))
        .singleElement()
        .asString()
        .matches(".*jetpack.toml', line 2, column \\d+: [^:]+; .*")
        .doesNotContain("sesame");
  }

  @Test
  void a_password_goes_unencrypted_to_this_machine_only_unless_that_is_wanted() throws IOException {
    assertThat(mistakes("amqp.uri = 'amqp://me:sesame@broker.example'"))
        .containsExactly(
            "amqp.uri would send a password over the network to 'broker.example:5672' for all to"
                + " read; write amqps://, or, if that network is yours alone,"
                + " amqp.allow_plain_password = true");
    assertThat(mistakes("amqp.uri = 'amqp://broker'\namqp.credentials_file = '/f'")).hasSize(1);
    good("amqp.uri = 'amqp://me:sesame@broker'\namqp.allow_plain_password = true");
    good("amqp.uri = 'amqp://me:sesame@localhost'");
    good("amqp.uri = 'amqps://me:sesame@broker'");
  }

  @Test
  void what_does_not_fit_together_is_told() throws IOException {
    assertThat(
            mistakes(
                """
                [amqp]
                uri = "amqp://me:sesame@localhost"
                credentials_file = "/f"
                ca_file = "/c"
                key_file = "/k"
                heartbeat = "500ms"
                """))
        .containsExactly(
            "amqp.credentials_file and amqp.uri both name a user; take the user and password out"
                + " of amqp.uri",
            "amqp.ca_file is for TLS, and amqp.uri asks for none; write amqps:// there, or \"\""
                + " here",
            "amqp.key_file is for TLS, and amqp.uri asks for none; write amqps:// there, or \"\""
                + " here",
            "amqp.key_file stands alone; write amqp.certificate_file and amqp.key_file, or neither",
            "amqp.heartbeat must be a duration from 1s to 10m");
  }
}
