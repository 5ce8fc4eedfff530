package io.jetpack.cli.node.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.jetpack.cli.node.files.FileTraits;
import io.jetpack.cli.node.settings.AcceptedFile.Kept;
import io.jetpack.cli.node.settings.SettingsChoice.Basis;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class SettingsChoiceTest {

  private static final Path FILE = Path.of("/home/config/jetpack.toml");
  private static final Instant THEN = Instant.parse("2026-11-28T17:03:00Z");
  private static final Kept NOTHING = new Kept.None();
  private static final Kept KEPT = kept("[healthcheck]\ninterval = \"7s\"\n");
  private static final GivenFile.Reading BROKEN = content("[a\n");

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Kept kept(String text) {
    return new Kept.Copy(bytes(text), THEN, THEN);
  }

  private static GivenFile.Reading content(String text) {
    return new GivenFile.Reading.Content(
        bytes(text), new FileTraits(true, THEN, THEN, 1, "", OptionalInt.empty(), -1, -1));
  }

  private static SettingsChoice choose(
      GivenFile.Reading reading, Kept kept, Map<String, String> environment) {
    return SettingsChoice.of(
        FILE,
        reading,
        kept,
        environment,
        settings ->
            settings.action().equals("gone")
                ? Optional.of("nothing offers 'gone'")
                : Optional.empty());
  }

  private static Duration interval(SettingsChoice choice) {
    return choice.settings().plan().interval();
  }

  @Test
  void a_file_that_can_be_used_is_used_and_none_means_the_defaults_in_earnest() {
    SettingsChoice given =
        choose(content("[healthcheck]\ninterval = \"3s\"\n"), KEPT, Map.of("HOME", "/root"));
    assertThat(interval(given)).hasSeconds(3);
    assertThat(given.basis()).isEqualTo(new Basis.File());
    assertThat(given.problem()).isEmpty();
    SettingsChoice absent = choose(new GivenFile.Reading.Absent(), KEPT, Map.of());
    assertThat(interval(absent)).hasMinutes(10);
    assertThat(absent.basis()).isEqualTo(new Basis.File());
    assertThat(absent.problem()).isEmpty();
  }

  @Test
  void what_cannot_be_used_is_replaced_by_what_was_accepted_last_or_else_by_the_defaults() {
    SettingsChoice accepted = choose(BROKEN, KEPT, Map.of());
    assertThat(interval(accepted)).hasSeconds(7);
    assertThat(accepted.basis()).isEqualTo(new Basis.Accepted(THEN));
    assertThat(accepted.problem().orElse("")).startsWith("'" + FILE + "', line 1, column 3: ");
    for (Kept useless :
        new Kept[] {
          NOTHING, new Kept.Unfit("damaged"), kept("[a"), kept("termination.action = 'gone'")
        }) {
      SettingsChoice defaults = choose(BROKEN, useless, Map.of());
      assertThat(interval(defaults)).hasMinutes(10);
      assertThat(defaults.basis()).isEqualTo(new Basis.Defaults());
      assertThat(defaults.fileProblem()).isPresent();
    }
    SettingsChoice unreadable =
        choose(new GivenFile.Reading.Unreadable("is a directory"), KEPT, Map.of());
    assertThat(interval(unreadable)).hasSeconds(7);
    assertThat(unreadable.fileProblem()).contains("is a directory");
    assertThat(choose(new GivenFile.Reading.NoDirectory("none"), KEPT, Map.of()).fileProblem())
        .contains("none");
  }

  @Test
  void settings_that_read_well_and_cannot_be_used_are_not_taken() {
    SettingsChoice choice = choose(content("[termination]\naction = \"gone\"\n"), KEPT, Map.of());
    assertThat(choice.fileProblem()).contains(FILE + ": nothing offers 'gone'");
    assertThat(interval(choice)).hasSeconds(7);
  }

  @Test
  void all_mistakes_are_said() {
    assertThat(choose(content("a = 1\nb = 2\n"), NOTHING, Map.of()).problem().orElse(""))
        .contains("unknown key 'a'", " | ", "unknown key 'b'");
  }

  @Test
  void of_the_environment_only_what_is_wrong_is_left_out() {
    Map<String, String> environment =
        Map.of(
            "JETPACK_HEALTHCHECK_PARALLEL", "9",
            "JETPACK_HEALTHCHECK_INTERVAL", "soon",
            "JETPACK_HEALTHCHECK_TIMEOUTT", "1s",
            "JETPACK_AMQP_URI", "amqps://broker",
            "JETPACK_AMQP_CERTIFICATE_FILE", "/cert",
            "JETPACK_AMQP_KEY_FILE", "/key",
            "JETPACK_TERMINATION_ACTION", "gone",
            "PATH", "/bin");
    SettingsChoice choice =
        choose(content("[healthcheck]\ninterval = \"3s\"\n"), KEPT, environment);
    assertThat(interval(choice)).hasSeconds(3);
    assertThat(choice.settings().parallel()).isEqualTo(9);
    assertThat(choice.settings().action()).isEqualTo("request");
    assertThat(choice.settings().amqp().keyFile()).contains(Path.of("/key"));
    assertThat(choice.fileProblem()).isEmpty();
    assertThat(choice.environmentProblem().orElse(""))
        .contains("JETPACK_HEALTHCHECK_INTERVAL is 'soon'", "did you mean");
    assertThat(choose(content(""), KEPT, Map.of("INTERVAL", "x")).environmentProblem().orElse(""))
        .contains("INTERVAL is 'x'");
    SettingsChoice both = choose(BROKEN, KEPT, environment);
    assertThat(interval(both)).hasSeconds(7);
    assertThat(both.settings().parallel()).isEqualTo(9);
    assertThat(both.fileProblem()).isPresent();
    assertThat(both.environmentProblem()).isPresent();
  }
}
