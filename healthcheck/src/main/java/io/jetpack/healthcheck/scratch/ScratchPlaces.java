package io.jetpack.healthcheck.scratch;

import io.jetpack.text.IoReason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where directories for runs are made. A check may be there to find that a disk is full or
 * read-only, so that there are several places, on several file systems; it never runs in a
 * directory that is not its own, where what it does to its working directory would be done to
 * others.
 *
 * @param places the usual one first; absolute
 */
public record ScratchPlaces(List<Path> places) {

  private static final String VARIABLE = "TMPDIR";

  /** On Linux, in memory. */
  private static final List<String> IN_MEMORY = List.of("/run", "/dev/shm");

  public ScratchPlaces {
    places = List.copyOf(places);
    if (places.isEmpty()) {
      throw new IllegalArgumentException("there has to be a place for the directories of runs");
    }
  }

  /**
   * The directory for temporary files, that of the environment, the agent's own, and those in
   * memory.
   *
   * @param environment of the agent
   * @param run the agent's own directory for what it remembers
   */
  public static ScratchPlaces of(Map<String, String> environment, Path run) {
    Set<Path> places = new LinkedHashSet<>();
    places.add(Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath());
    String named = environment.getOrDefault(VARIABLE, "");
    if (!named.isEmpty() && Path.of(named).isAbsolute()) {
      places.add(Path.of(named));
    }
    places.add(run.toAbsolutePath());
    places.addAll(inMemory());
    return new ScratchPlaces(List.copyOf(places));
  }

  /** Directories that a full or read-only disk leaves writable; none outside of Linux. */
  public static List<Path> inMemory() {
    return System.getProperty("os.name", "").equals("Linux")
        ? IN_MEMORY.stream().map(Path::of).toList()
        : List.of();
  }

  /**
   * Makes a directory in the first place that takes one.
   *
   * @throws IOException when none does, with the reason of each
   */
  public ScratchDirectory make() throws IOException {
    List<String> reasons = new ArrayList<>();
    for (Path place : places) {
      try {
        return ScratchDirectory.in(place);
      } catch (IOException e) {
        reasons.add("'%s': %s".formatted(place, IoReason.of(e)));
      }
    }
    throw new IOException(
        "no directory to run in can be made (%s); make room, or name another place by TMPDIR"
            .formatted(String.join(", ", reasons)));
  }
}
