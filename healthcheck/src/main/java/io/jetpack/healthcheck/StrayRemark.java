package io.jetpack.healthcheck;

import io.jetpack.runner.StrayProcess;
import io.jetpack.text.PlainText;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Tells about processes that a check left behind. */
final class StrayRemark {

  private static final int MOST_NAMED = 3;

  private StrayRemark() {}

  static Optional<String> about(CheckResult result) {
    List<StrayProcess> strays = result.record().strays();
    // that a timed-out check's own processes were killed is no news; that one was not, is
    if (result.ending() == Ending.TIMED_OUT) {
      List<StrayProcess> alive = strays.stream().filter(stray -> !stray.gone()).toList();
      return alive.isEmpty()
          ? Optional.empty()
          : Optional.of(count(alive) + " could not be killed: " + names(alive));
    }
    return strays.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "%s it left behind %s killed: %s"
                .formatted(count(strays), strays.size() == 1 ? "was" : "were", names(strays)));
  }

  private static String count(List<StrayProcess> strays) {
    return strays.size() == 1 ? "1 process" : strays.size() + " processes";
  }

  private static String names(List<StrayProcess> strays) {
    String named =
        strays.stream()
            .limit(MOST_NAMED)
            .map(stray -> PlainText.line(stray.toString()))
            .collect(Collectors.joining(", "));
    return strays.size() > MOST_NAMED ? named + ", ..." : named;
  }
}
