package io.jetpack.cli.healthcheck.service;

import io.jetpack.cli.node.Home;
import io.jetpack.cli.node.WholeFile;
import io.jetpack.cli.node.WholeFile.Reading;
import io.jetpack.healthcheck.service.ServiceState;
import io.jetpack.healthcheck.service.StateStore;
import io.jetpack.text.IoReason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** The service's state in {@code run/status.json}. */
public final class StateFile implements StateStore {

  private static final int LIMIT_BYTES = 64 * 1024 * 1024;

  /** What came of reading the state. */
  public sealed interface Look {
    /** There is none: the service was never started in this home. */
    record Missing() implements Look {}

    /** It was read. */
    record Good(ServiceState state) implements Look {}

    /**
     * It can not be read.
     *
     * @param reason names the file and says why
     */
    record Broken(String reason) implements Look {}
  }

  private final WholeFile file;
  private final Consumer<String> trouble;

  /**
   * @param trouble is told when the file is broken and set aside
   */
  public StateFile(Home home, Consumer<String> trouble) {
    this.file = new WholeFile(path(home), LIMIT_BYTES);
    this.trouble = trouble;
  }

  static Path path(Home home) {
    return home.run().resolve("status.json");
  }

  /** Reads the state and changes nothing. */
  public Look look() {
    return switch (file.read()) {
      case Reading.Missing() -> new Look.Missing();
      case Reading.Unreadable(String reason) -> new Look.Broken(reason);
      case Reading.Content content -> {
        try {
          yield new Look.Good(StateReading.parse(content.bytes()));
        } catch (IllegalArgumentException e) {
          yield new Look.Broken("'%s' is damaged: %s".formatted(file.path(), e.getMessage()));
        }
      }
    };
  }

  @Override
  public Optional<ServiceState> load() {
    return switch (look()) {
      case Look.Missing() -> Optional.empty();
      case Look.Good(ServiceState state) -> Optional.of(state);
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
    String json = StateJson.of(state, true, state.written());
    file.write(json.getBytes(StandardCharsets.UTF_8));
  }
}
