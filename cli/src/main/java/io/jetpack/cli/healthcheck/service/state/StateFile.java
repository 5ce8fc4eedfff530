package io.jetpack.cli.healthcheck.service.state;

import io.jetpack.cli.node.Home;
import io.jetpack.cli.node.files.WholeFile;
import io.jetpack.cli.node.files.WholeFile.Reading;
import io.jetpack.healthcheck.scratch.ScratchPlaces;
import io.jetpack.healthcheck.service.state.ServiceState;
import io.jetpack.healthcheck.service.state.StateStore;
import io.jetpack.text.IoReason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * The service's state in {@code run/status.json}; while that cannot be written, in memory, where
 * the machine has a directory for it.
 */
public final class StateFile implements StateStore {

  private static final int LIMIT_BYTES = 64 * 1024 * 1024;

  /** What came of reading the state. */
  public sealed interface Look {
    /** There is none: the service was never started in this home. */
    record Missing() implements Look {}

    /**
     * It was read.
     *
     * @param file the one that was written last
     */
    record Good(ServiceState state, Path file) implements Look {}

    /**
     * It can not be read.
     *
     * @param reason names the file and says why
     */
    record Broken(String reason) implements Look {}
  }

  private final WholeFile file;
  private final List<WholeFile> inMemory;
  private final Consumer<String> trouble;

  /**
   * @param trouble is told when the file is broken and set aside
   */
  public StateFile(Home home, Consumer<String> trouble) {
    this(home, ScratchPlaces.inMemory(), trouble);
  }

  /**
   * @param inMemory directories that a full or failed disk leaves writable
   */
  StateFile(Home home, List<Path> inMemory, Consumer<String> trouble) {
    this.file = new WholeFile(path(home), LIMIT_BYTES);
    String run = home.run().toAbsolutePath().normalize().toString();
    String name =
        "jetpack-status-%s.json"
            .formatted(UUID.nameUUIDFromBytes(run.getBytes(StandardCharsets.UTF_8)));
    this.inMemory =
        inMemory.stream().map(place -> new WholeFile(place.resolve(name), LIMIT_BYTES)).toList();
    this.trouble = trouble;
  }

  /** Where it is, as long as that can be written. */
  public static Path path(Home home) {
    return home.run().resolve("status.json");
  }

  /** Where it is meanwhile, in the order in which they are tried. */
  public List<Path> inMemory() {
    return inMemory.stream().map(WholeFile::path).toList();
  }

  /** Reads the state that was written last, and changes nothing. */
  public Look look() {
    Look newest = look(file);
    for (WholeFile other : inMemory) {
      if (isOfTheService(other.path())
          && look(other) instanceof Look.Good found
          && isNewer(found, newest)) {
        newest = found;
      }
    }
    return newest;
  }

  private static boolean isNewer(Look.Good found, Look other) {
    return !(other instanceof Look.Good(ServiceState state, Path _))
        || found.state().written().isAfter(state.written());
  }

  private static Look look(WholeFile file) {
    return switch (file.read()) {
      case Reading.Missing() -> new Look.Missing();
      case Reading.Unreadable(String reason) -> new Look.Broken(reason);
      case Reading.Content content -> {
        try {
          yield new Look.Good(StateReading.parse(content.bytes()), file.path());
        } catch (IllegalArgumentException e) {
          yield new Look.Broken("'%s' is damaged: %s".formatted(file.path(), e.getMessage()));
        }
      }
    };
  }

  /** Everybody can make a file in memory; the one who may write the other file made this one. */
  private boolean isOfTheService(Path other) {
    try {
      Path run = file.path().toAbsolutePath().getParent();
      return run != null
          && Files.isRegularFile(other, LinkOption.NOFOLLOW_LINKS)
          && Files.getOwner(other, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(run));
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public Optional<ServiceState> load() {
    return switch (look()) {
      case Look.Missing() -> Optional.empty();
      case Look.Good(ServiceState state, Path _) -> Optional.of(state);
      case Look.Broken(String reason) -> {
        setAside(reason);
        yield Optional.empty();
      }
    };
  }

  private void setAside(String reason) {
    try {
      Path other = file.setAside();
      trouble.accept("%s; it is kept as '%s', and all checks begin anew".formatted(reason, other));
    } catch (IOException e) {
      trouble.accept("%s; it can not be set aside either: %s".formatted(reason, IoReason.of(e)));
    }
  }

  @Override
  public void save(ServiceState state) throws IOException {
    if (Files.isDirectory(file.path())) {
      Path other = file.setAside();
      trouble.accept(
          "'%s' is a folder, not a file; it is kept as '%s'".formatted(file.path(), other));
    }
    byte[] json = StateJson.of(state, true, state.written()).getBytes(StandardCharsets.UTF_8);
    try {
      file.write(json);
    } catch (IOException e) {
      throw keptInMemory(json, e);
    }
    for (WholeFile other : inMemory) {
      deleteIfPossible(other.path());
    }
  }

  /** Writes it where there is room, and says so. */
  private IOException keptInMemory(byte[] json, IOException reason) {
    for (WholeFile other : inMemory) {
      try {
        if (Files.isDirectory(other.path().resolveSibling("."))) {
          other.write(json);
          return new IOException(
              "%s; until that is possible it is in '%s'"
                  .formatted(IoReason.withFile(reason), other.path()),
              reason);
        }
      } catch (IOException e) {
        reason.addSuppressed(e);
      }
    }
    return reason;
  }

  private static void deleteIfPossible(Path path) {
    try {
      boolean _ = Files.deleteIfExists(path);
    } catch (IOException e) {
      // it is older than the file, and so nobody reads it
    }
  }
}
