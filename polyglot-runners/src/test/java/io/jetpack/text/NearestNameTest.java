package io.jetpack.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNameTest {

  private static final List<String> NAMES = List.of("healthcheck", "help", "plugins", "version");

  @ParameterizedTest
  @CsvSource({"healtcheck, healthcheck", "hepl, help", "HELP, help", "plugin, plugins"})
  void theNameThatWasMeantIsFound(String typed, String meant) {
    assertThat(NearestName.of(typed, NAMES)).hasValue(meant);
  }

  @ParameterizedTest
  @CsvSource({"x", "converge", "hh"})
  void aNameThatIsFarFromAllIsNotGuessed(String typed) {
    assertThat(NearestName.of(typed, NAMES)).isEmpty();
  }

  @Test
  void theSuggestionHasAFallback() {
    assertThat(NearestName.suggestion("hepl", NAMES, "there are four"))
        .isEqualTo("; did you mean 'help'?");
    assertThat(NearestName.suggestion("xxxx", NAMES, "there are four"))
        .isEqualTo("; there are four");
  }

  @ParameterizedTest
  @CsvSource({"ab, ba, 1", "abc, abc, 0", "abc, ab, 1", "'', abc, 3", "kitten, sitting, 3"})
  void distanceCountsEdits(String one, String other, int expected) {
    assertThat(NearestName.distance(one, other)).isEqualTo(expected);
    assertThat(NearestName.distance(other, one)).isEqualTo(expected);
  }
}
