package io.jetpack.cli.healthcheck.keepalive;

import io.jetpack.cli.CommandFailure;
import io.jetpack.cli.ExitCodes;
import io.jetpack.cli.healthcheck.keepalive.HoldChange.SetAside;
import io.jetpack.cli.node.NodeTime;
import io.jetpack.healthcheck.hold.Hold;
import io.jetpack.healthcheck.hold.HoldReading;
import io.jetpack.text.Durations;
import io.jetpack.text.IoReason;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.util.Optional;

/** Answers requests about the hold of this node. */
final class Keepalive {

  /**
   * What to tell the caller.
   *
   * @param text the result
   * @param warning what is wrong all the same
   */
  record Answer(String text, Optional<String> warning) {
    Answer(String text) {
      this(text, Optional.empty());
    }
  }

  /** More than anybody reads in an event. */
  private static final int MOST_CHARACTERS_OF_REASON = 500;

  private final HoldFile holds;
  private final NodeTime time;
  private final HoldText text;

  /**
   * @param time the time by which {@code holds} goes
   */
  Keepalive(HoldFile holds, NodeTime time, HoldText text) {
    this.holds = holds;
    this.time = time;
    this.text = text;
  }

  /**
   * Does what is asked for.
   *
   * @param by who asks
   * @param reason why, empty when nobody said
   * @throws CommandFailure when it can not be done; then the hold is as it was
   */
  Answer answer(Request request, String by, String reason) throws InterruptedException {
    try {
      return switch (request) {
        case Request.Status() -> status();
        case Request.Cancel() -> cancel();
        case Request.Take(Optional<Duration> duration) -> take(duration, by, oneLine(reason));
      };
    } catch (ClosedByInterruptException e) {
      throw new InterruptedException("interrupted while changing the hold");
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCodes.FAILED, "%s; the hold of this node is as it was".formatted(cause(e)), e);
    }
  }

  private Answer status() {
    return switch (holds.read()) {
      case HoldReading.Free() -> new Answer("not held");
      case HoldReading.Held(Hold hold) -> new Answer(text.status(hold, time.now().wall()));
      case HoldReading.Unreadable(String reason) -> {
        refuseWhenForbidden(reason);
        yield new Answer(
            "held, because the state can not be read: %s\n".formatted(reason)
                + "'jetpack keepalive cancel' sets it aside and ends the hold;"
                + " 'jetpack keepalive forever' sets it aside and goes on holding");
      }
    };
  }

  private Answer take(Optional<Duration> duration, String by, String reason)
      throws IOException, InterruptedException {
    return switch (holds.take(duration, by, reason)) {
      case HoldChange.Taken(Hold hold, Optional<SetAside> aside) ->
          new Answer(
              "held %s; no check and no built-in terminates this node%s"
                  .formatted(text.until(hold, hold.since()), hold.forever() ? "" : " until then"),
              aside.map(file -> "%s; the file is now '%s'".formatted(file.reason(), file.path())));
      case HoldChange.LongerStays(Hold hold) ->
          new Answer("still held %s%s".formatted(text.untilBy(hold), whyLonger(hold, duration)));
      case HoldChange.UnreadableStays(String why) -> {
        refuseWhenForbidden(why);
        yield new Answer(
            "still held, because the state can not be read",
            Optional.of(
                ("%s; it may have been a hold without end, so the node counts as held"
                        + " until 'jetpack keepalive cancel'")
                    .formatted(why)));
      }
    };
  }

  private static String whyLonger(Hold hold, Optional<Duration> asked) {
    String longer =
        asked.map(duration -> "; that is longer than " + Durations.format(duration)).orElse("");
    return longer + (hold.forever() ? "" : ", and 'jetpack keepalive cancel' ends it");
  }

  private Answer cancel() throws IOException, InterruptedException {
    HoldChange.Ended ended = holds.end();
    return switch (ended.before()) {
      case HoldReading.Free() -> new Answer("there is no hold");
      case HoldReading.Held(Hold hold) ->
          new Answer(
              "no longer held; it was held %s; checks that fail are run again before anything is terminated"
                  .formatted(text.untilBy(hold)));
      case HoldReading.Unreadable(String reason) ->
          new Answer(
              "no longer held; it was, because the state could not be read: %s%s"
                  .formatted(
                      reason,
                      ended
                          .setAside()
                          .map(aside -> "; the file is now '%s'".formatted(aside.path()))
                          .orElse("")));
    };
  }

  /** What this user can not read, the service may: then nothing is known. */
  private void refuseWhenForbidden(String reason) {
    if (holds.isForbidden()) {
      throw new CommandFailure(ExitCodes.FAILED, reason + "; call 'jetpack keepalive' as root");
    }
  }

  private static String oneLine(String reason) {
    String line = reason.strip().replaceAll("\\s+", " ");
    if (line.codePointCount(0, line.length()) <= MOST_CHARACTERS_OF_REASON) {
      return line;
    }
    return line.substring(0, line.offsetByCodePoints(0, MOST_CHARACTERS_OF_REASON)) + "...";
  }

  private String cause(IOException e) {
    return switch (e) {
      case AccessDeniedException denied ->
          "'%s' can not be written by this user; call 'jetpack keepalive' as root"
              .formatted(denied.getFile());
      case FileAlreadyExistsException other ->
          "'%s' is no folder; move it away".formatted(other.getFile());
      // of a lock that is not free its file is told, with whom to ask
      case FileSystemException other when !IoReason.isReadOnly(e) ->
          "'%s' can not be changed: %s".formatted(other.getFile(), IoReason.of(e));
      default -> holds.unwritable(e);
    };
  }
}
