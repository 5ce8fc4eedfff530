package io.jetpack.healthcheck.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.jetpack.healthcheck.Ending;
import io.jetpack.healthcheck.Verdict;
import io.jetpack.healthcheck.builtin.ConvergeState.Broken;
import io.jetpack.healthcheck.builtin.ConvergeState.Finished;
import io.jetpack.healthcheck.builtin.ConvergeState.Installing;
import io.jetpack.healthcheck.builtin.ConvergeState.NotLaunched;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConvergeTimeoutTest {

  private static Installing installing(String elapsed) {
    return new Installing(
        "its launch at 2026-11-22T08:00:00Z",
        Duration.parse(elapsed),
        ConvergeTimeout.DEFAULT_LIMIT);
  }

  static Stream<Arguments> states() {
    Verdict late =
        new Verdict.Terminate(
            "the node has not finished installing within 4h of its launch at 2026-11-22T08:00:00Z");
    return Stream.of(
        Arguments.of(new NotLaunched(), new Verdict.Healthy()),
        Arguments.of(new Finished(), new Verdict.Healthy()),
        Arguments.of(installing("PT0S"), new Verdict.Healthy()),
        Arguments.of(installing("-PT1H"), new Verdict.Healthy()),
        Arguments.of(installing("PT4H"), new Verdict.Healthy()),
        Arguments.of(installing("PT4H0.001S"), late),
        Arguments.of(installing("P30D"), late),
        Arguments.of(
            new Broken("'x' is no number"),
            new Verdict.Unknown(Ending.NOT_STARTED, "'x' is no number")));
  }

  @ParameterizedTest
  @MethodSource("states")
  void aNodeThatDoesNotFinishIsToBeTerminated(ConvergeState state, Verdict expected) {
    assertThat(new ConvergeTimeout(() -> state).judge()).isEqualTo(expected);
  }

  @Test
  void thereIsAlwaysSomeTimeToInstall() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Installing("", Duration.ZERO, Duration.ZERO));
  }
}
