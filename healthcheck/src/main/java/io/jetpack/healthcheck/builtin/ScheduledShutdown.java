package io.jetpack.healthcheck.builtin;

import io.jetpack.healthcheck.Ending;
import io.jetpack.healthcheck.SkipRules;
import io.jetpack.healthcheck.Verdict;
import io.jetpack.healthcheck.builtin.Marker.Broken;
import io.jetpack.healthcheck.builtin.Marker.Scheduled;
import io.jetpack.text.PlainText;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Asks for the node's termination once a time has come that somebody has written into a marker: a
 * file in {@code run/scheduled_shutdown/} whose first line is a Unix time in seconds and whose
 * second line may say why. Of several that are due the earliest counts. A broken marker is unknown,
 * and keeps no other from counting.
 */
public final class ScheduledShutdown implements BuiltIn {

  /** The name by which people know it. */
  public static final String NAME = "scheduled_shutdown";

  private static final Comparator<Scheduled> EARLIEST_FIRST =
      Comparator.comparing(Scheduled::at).thenComparing(Scheduled::name);

  private final Path folder;
  private final Clock clock;

  /**
   * @param folder where the markers are; need not exist
   * @param clock tells whether a marker's time has come
   */
  public ScheduledShutdown(Path folder, Clock clock) {
    this.folder = folder;
    this.clock = clock;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Verdict judge() {
    try {
      Instant now = clock.instant();
      return judge(markers(now), now);
    } catch (NoSuchFileException e) {
      return new Verdict.Healthy();
    } catch (IOException e) {
      return unknown(
          "the folder '%s' can not be read: %s".formatted(folder, Marker.reasonOf(e, folder)));
    }
  }

  private List<Marker> markers(Instant now) throws IOException {
    List<Marker> markers = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path path : entries) {
        if (SkipRules.reasonInName(String.valueOf(path.getFileName())).isEmpty()) {
          Marker.read(path, now).ifPresent(markers::add);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return markers;
  }

  private static Verdict judge(List<Marker> markers, Instant now) {
    List<Scheduled> due = new ArrayList<>();
    List<String> broken = new ArrayList<>();
    for (Marker marker : markers) {
      switch (marker) {
        case Scheduled scheduled when !scheduled.at().isAfter(now) -> due.add(scheduled);
        case Scheduled ignored -> {}
        case Broken(String reason) -> broken.add(reason);
      }
    }
    Optional<Scheduled> earliest = due.stream().min(EARLIEST_FIRST);
    if (earliest.isPresent()) {
      return new Verdict.Terminate(text(earliest.get()));
    }
    broken.sort(Comparator.naturalOrder());
    return switch (broken.size()) {
      case 0 -> new Verdict.Healthy();
      case 1 -> unknown(broken.getFirst());
      default ->
          unknown(
              "%s (and %d more broken markers)".formatted(broken.getFirst(), broken.size() - 1));
    };
  }

  private static String text(Scheduled marker) {
    return "a shutdown was scheduled for %s by the marker '%s'%s"
        .formatted(
            marker.at(),
            PlainText.line(marker.name()),
            marker.reason().map(reason -> ": " + reason).orElse(" without a reason"));
  }

  private static Verdict unknown(String reason) {
    return new Verdict.Unknown(Ending.NOT_STARTED, reason);
  }
}
