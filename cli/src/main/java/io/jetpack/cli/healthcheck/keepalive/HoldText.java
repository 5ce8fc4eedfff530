package io.jetpack.cli.healthcheck.keepalive;

import io.jetpack.healthcheck.hold.Hold;
import io.jetpack.text.Durations;
import io.jetpack.text.PlainText;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * Holds in the words of people.
 *
 * @param zone the zone of whoever reads it
 */
public record HoldText(ZoneId zone) {

  private static final String UNTIL_CANCEL = "until 'jetpack keepalive cancel'";

  /** With the offset, since to load the names of zones would take twice as long as all the rest. */
  private static final DateTimeFormatter LOCAL =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss xxx", Locale.ROOT);

  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT);

  private static final DateTimeFormatter UTC_SAME_DAY =
      DateTimeFormatter.ofPattern("HH:mm:ss 'UTC'", Locale.ROOT);

  /** Local time and UTC, in which the cluster's logs are. */
  public String time(Instant time) {
    ZonedDateTime local = time.atZone(zone);
    ZonedDateTime utc = time.atZone(ZoneOffset.UTC);
    if (local.getOffset().equals(ZoneOffset.UTC)) {
      return UTC.format(utc);
    }
    LocalDate day = local.toLocalDate();
    DateTimeFormatter other = day.equals(utc.toLocalDate()) ? UTC_SAME_DAY : UTC;
    return "%s (%s)".formatted(LOCAL.format(local), other.format(utc));
  }

  /** {@code until ..., 1h from now}. */
  String until(Hold hold, Instant now) {
    return hold.until()
        .map(until ->
            "until %s, %s from now".formatted(time(until), left(Duration.between(now, until))))
        .orElse(UNTIL_CANCEL);
  }

  /** {@code until ..., by root, reason: debugging}. */
  String untilBy(Hold hold) {
    return hold.until().map(until -> "until " + time(until)).orElse(UNTIL_CANCEL) + by(hold);
  }

  /** {@code until ..., 1h from now, by root, reason: debugging}. */
  public String untilLeftBy(Hold hold, Instant now) {
    return until(hold, now) + by(hold);
  }

  private static String by(Hold hold) {
    String reason = PlainText.line(hold.reason());
    return ", by %s%s"
        .formatted(PlainText.line(hold.by()), reason.isBlank() ? "" : ", reason: " + reason);
  }

  /** All there is to know, on several lines. */
  String status(Hold hold, Instant now) {
    String reason = PlainText.line(hold.reason());
    return """
    held %s
      since   %s
      by      %s
      reason  %s\
    """
        .formatted(
            until(hold, now),
            time(hold.since()),
            PlainText.line(hold.by()),
            reason.isBlank() ? "none given" : reason);
  }

  /** As exact as people need it: never zero, seconds within an hour, then minutes. */
  private static String left(Duration duration) {
    Duration rounded = duration.plusMillis(500).truncatedTo(ChronoUnit.SECONDS);
    if (rounded.compareTo(Duration.ofHours(1)) > 0) {
      rounded = rounded.plusSeconds(30).truncatedTo(ChronoUnit.MINUTES);
    }
    return Durations.format(rounded.isPositive() ? rounded : Duration.ofSeconds(1));
  }
}
