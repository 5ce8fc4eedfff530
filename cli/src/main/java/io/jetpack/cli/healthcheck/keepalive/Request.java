package io.jetpack.cli.healthcheck.keepalive;

import io.jetpack.cli.CommandFailure;
import io.jetpack.cli.ExitCodes;
import io.jetpack.text.Durations;
import io.jetpack.text.NearestName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the word behind {@code jetpack keepalive} asks for. */
sealed interface Request {

  /** What a call without a word asks for. */
  Duration DEFAULT = Duration.ofHours(1);

  /**
   * To hold the node.
   *
   * @param duration empty for a hold without end
   */
  record Take(Optional<Duration> duration) implements Request {}

  /** To show how it is. */
  record Status() implements Request {}

  /** To end the hold. */
  record Cancel() implements Request {}

  /**
   * Reads the word.
   *
   * @throws CommandFailure that tells the right forms
   */
  static Request of(@Nullable String word) {
    return switch (word) {
      case null -> new Take(Optional.of(DEFAULT));
      case "forever" -> new Take(Optional.empty());
      case "status" -> new Status();
      case "cancel" -> new Cancel();
      default -> new Take(Optional.of(duration(word)));
    };
  }

  private static Duration duration(String word) {
    try {
      return Durations.parse(word);
    } catch (IllegalArgumentException e) {
      String message =
          NearestName.of(word, List.of("forever", "status", "cancel"))
              .map(name -> "unknown word '%s'; did you mean '%s'?".formatted(word, name))
              .orElse("%s, or forever, status, cancel".formatted(e.getMessage()));
      throw new CommandFailure(ExitCodes.USAGE, message, e);
    }
  }
}
