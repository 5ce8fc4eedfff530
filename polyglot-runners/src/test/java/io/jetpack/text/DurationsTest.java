package io.jetpack.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

  @ParameterizedTest
  @CsvSource({
    "500ms, PT0.5S",
    "90s, PT90S",
    "15m, PT15M",
    "6h, PT6H",
    "2d, PT48H",
    "1d12h, PT36H",
    "1h30m5s250ms, PT1H30M5.25S",
    "36500d, PT876000H"
  })
  void whatPeopleWriteIsRead(String text, Duration expected) {
    assertThat(Durations.parse(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "5", "s", "5x", "-5s", "1.5h", "5 s", "5S", "1h2d", "PT5S", "٣s"})
  void whatIsNoDurationIsRefusedWithTheRightForms(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Durations.parse(text))
        .withMessage("'%s' is no duration; write for instance 90s, 15m, 6h, 2d or 1d12h", text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0s", "0d0h", "0ms"})
  void noTimeAtAllIsRefused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Durations.parse(text))
        .withMessageStartingWith("'%s' is no time at all; write for instance 90s", text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "36501d",
        "99999999999999999999d",
        "9223372036854775807s",
        "99999999999999999999ms"
      })
  void moreThanAMachineLivesIsRefused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Durations.parse(text))
        .withMessageStartingWith("'%s' is longer than 36500d; write for instance 90s", text);
  }

  @Test
  void whatIsWrittenCanBeReadAgain() {
    for (String text : new String[] {"500ms", "20s", "1m30s", "2h", "1d12h", "1d1h1m1s1ms"}) {
      assertThat(Durations.format(Durations.parse(text))).isEqualTo(text);
    }
    assertThat(Durations.format(Duration.ofNanos(1))).isEqualTo("0s");
  }
}
