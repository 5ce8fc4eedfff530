package io.jetpack.healthcheck.scratch;

import io.jetpack.runner.files.DeletionResult;
import io.jetpack.runner.files.TreeDeletion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Scratch directories of runs whose program was killed before it could remove them.
 *
 * <p>Whether the program is gone is known by its number and its start, which stand in the name. Of
 * a program that cannot be seen from here (another container that shares the place, an earlier
 * boot) it is believed when its directory has not changed while this object looked at it for an
 * hour. No clock that can be set is asked. Not thread-safe.
 */
public final class ScratchLeftovers {

  /** No check runs for so long without doing anything in its directory. */
  static final Duration UNCHANGED_FOR = Duration.ofHours(1);

  /**
   * What was found.
   *
   * @param removed how many directories were removed
   * @param kept what was not removed of others and was never told before, a line for each
   */
  public record Report(int removed, List<String> kept) {
    public Report {
      kept = List.copyOf(kept);
    }
  }

  /** A directory of somebody who cannot be seen, as it was when it was first seen. */
  private record Sighting(long nanos, @Nullable Object key, FileTime modified) {}

  private final ScratchPlaces places;
  private final LongSupplier nanoTime;
  private final Map<Path, Sighting> sightings = new HashMap<>();

  /**
   * @param places where directories may have been made
   * @param nanoTime a clock that does not jump, in nanoseconds
   */
  public ScratchLeftovers(ScratchPlaces places, LongSupplier nanoTime) {
    this.places = places;
    this.nanoTime = nanoTime;
  }

  /**
   * Removes those of this user whose program is gone, or whose run is over, in all places. Never
   * fails.
   */
  public Report remove() {
    int removed = 0;
    List<String> kept = new ArrayList<>();
    Set<Path> found = new HashSet<>();
    for (Path place : places.places()) {
      for (Path entry : entries(place)) {
        found.add(entry);
        if (isLeft(entry)) {
          switch (TreeDeletion.delete(entry)) {
            case DeletionResult.Complete _ -> removed++;
            case DeletionResult.Partial partial -> {
              if (ScratchDirectory.isNews(entry)) {
                kept.add(partial.words());
              }
            }
          }
        }
        removeNote(entry);
      }
    }
    sightings.keySet().retainAll(found);
    return new Report(removed, kept);
  }

  /** A directory comes before the note about it, so that both go. */
  private static List<Path> entries(Path place) {
    try (Stream<Path> entries = Files.list(place)) {
      return entries
          .filter(entry -> entry.getFileName().toString().startsWith(ScratchDirectory.PREFIX))
          .sorted()
          .toList();
    } catch (IOException | RuntimeException e) {
      // a place that cannot be read is no news: the first check that needs it tells
      return List.of();
    }
  }

  private boolean isLeft(Path entry) {
    Optional<Maker> maker = ScratchDirectory.maker(entry.getFileName().toString());
    try {
      return maker.isPresent()
          && attributes(entry).isDirectory()
          && isOurs(entry)
          && (isOver(entry) || isGone(maker.get(), entry));
    } catch (IOException e) {
      // it went meanwhile
      return false;
    }
  }

  /** Whether its run has ended, and it could not be removed then: that may be possible by now. */
  private static boolean isOver(Path entry) throws IOException {
    Path note = ScratchDirectory.told(entry);
    // in a directory for temporary files everybody can make a file of that name
    return Files.isRegularFile(note, LinkOption.NOFOLLOW_LINKS) && isOurs(note);
  }

  private boolean isGone(Maker maker, Path entry) throws IOException {
    return switch (maker.presence()) {
      case ALIVE -> false;
      case GONE -> true;
      case OUT_OF_SIGHT -> isUnchanged(entry);
    };
  }

  private boolean isUnchanged(Path entry) throws IOException {
    BasicFileAttributes attributes = attributes(entry);
    long now = nanoTime.getAsLong();
    Sighting seen = new Sighting(now, attributes.fileKey(), attributes.lastModifiedTime());
    Sighting first = sightings.putIfAbsent(entry, seen);
    if (first == null) {
      return false;
    }
    if (!seen.equals(new Sighting(now, first.key(), first.modified()))) {
      sightings.put(entry, seen);
      return false;
    }
    if (now - first.nanos() < UNCHANGED_FOR.toNanos()) {
      return false;
    }
    sightings.remove(entry);
    return true;
  }

  private static BasicFileAttributes attributes(Path entry) throws IOException {
    return Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  private static boolean isOurs(Path entry) throws IOException {
    return Files.getOwner(entry, LinkOption.NOFOLLOW_LINKS)
        .getName()
        .equals(System.getProperty("user.name"));
  }

  /** Removes a note about a directory that is gone. */
  private static void removeNote(Path entry) {
    String name = entry.getFileName().toString();
    if (!name.endsWith(ScratchDirectory.TOLD)) {
      return;
    }
    String about = name.substring(0, name.length() - ScratchDirectory.TOLD.length());
    try {
      if (ScratchDirectory.maker(about).isPresent()
          && Files.notExists(entry.resolveSibling(about), LinkOption.NOFOLLOW_LINKS)
          && attributes(entry).isRegularFile()
          && isOurs(entry)) {
        Files.delete(entry);
      }
    } catch (IOException e) {
      // it is an empty file
    }
  }
}
