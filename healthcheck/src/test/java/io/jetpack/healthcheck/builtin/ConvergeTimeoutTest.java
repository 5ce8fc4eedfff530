package io.jetpack.healthcheck.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.jetpack.healthcheck.Ending;
import io.jetpack.healthcheck.Verdict;
import io.jetpack.healthcheck.builtin.ConvergeState.Broken;
import io.jetpack.healthcheck.builtin.ConvergeState.Finished;
import io.jetpack.healthcheck.builtin.ConvergeState.Installing;
import io.jetpack.healthcheck.builtin.ConvergeState.NotLaunched;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConvergeTimeoutTest {

  private static final Instant LAUNCH = Instant.parse("2026-11-22T08:00:00Z");

  static Stream<Arguments> states() {
    Installing installing = new Installing(LAUNCH, ConvergeTimeout.DEFAULT_LIMIT);
    Verdict late =
        new Verdict.Terminate(
            "the node has not finished installing within 4h of its launch at 2026-11-22T08:00:00Z");
    return Stream.of(
        Arguments.of(new NotLaunched(), "P30D", new Verdict.Healthy()),
        Arguments.of(new Finished(), "P30D", new Verdict.Healthy()),
        Arguments.of(installing, "PT0S", new Verdict.Healthy()),
        Arguments.of(installing, "-PT1H", new Verdict.Healthy()),
        Arguments.of(installing, "PT4H", new Verdict.Healthy()),
        Arguments.of(installing, "PT4H0.001S", late),
        Arguments.of(installing, "P30D", late),
        Arguments.of(
            new Broken("'x' is no number"),
            "P30D",
            new Verdict.Unknown(Ending.NOT_STARTED, "'x' is no number")));
  }

  @ParameterizedTest
  @MethodSource("states")
  void aNodeThatDoesNotFinishIsToBeTerminated(ConvergeState state, Duration age, Verdict expected) {
    Clock clock = Clock.fixed(LAUNCH.plus(age), ZoneOffset.UTC);
    assertThat(new ConvergeTimeout(() -> state, clock).judge()).isEqualTo(expected);
  }

  @Test
  void thereIsAlwaysSomeTimeToInstall() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Installing(LAUNCH, Duration.ZERO));
  }
}
