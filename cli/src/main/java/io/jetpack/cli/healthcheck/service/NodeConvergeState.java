package io.jetpack.cli.healthcheck.service;

import io.jetpack.cli.node.Home;
import io.jetpack.cli.node.WholeFile;
import io.jetpack.cli.node.WholeFile.Reading;
import io.jetpack.healthcheck.builtin.ConvergeState;
import io.jetpack.healthcheck.builtin.ConvergeTimeout;
import io.jetpack.healthcheck.builtin.Convergence;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads from the node's files how far its installation is.
 *
 * <p>{@code config/node.json} says when the node was launched: {@code
 * cyclecloud.instance.launch_time}, else {@code cyclecloud.node.launch_time}, a Unix time in
 * seconds or ISO 8601 with an offset; where it says neither, the file's own time counts, since it
 * is written at the launch. It also says how long the installation may take: {@code
 * cyclecloud.keepalive.timeout}, seconds, 14400 when it is not said. A node without the file is not
 * part of a cluster and never late.
 *
 * <p>{@code run/converge.json} says whether the installation has finished: it has when its {@code
 * result} is {@code success}; without the file it has not.
 */
public final class NodeConvergeState implements Convergence {

  private static final int LIMIT_BYTES = 16 * 1024 * 1024;
  private static final List<String> LAUNCH_KEYS =
      List.of("cyclecloud.instance.launch_time", "cyclecloud.node.launch_time");
  private static final String LIMIT_KEY = "cyclecloud.keepalive.timeout";

  /** The end of the year 9999, and about as many years: what is more was not meant. */
  private static final BigDecimal MOST_SECONDS = BigDecimal.valueOf(253_402_300_799L);

  private final Path nodeFile;
  private final Path convergeFile;
  private final JsonMapper json = new JsonMapper();

  /** Reads the files of this home, each time anew. */
  public NodeConvergeState(Home home) {
    nodeFile = home.nodeFile();
    convergeFile = home.run().resolve("converge.json");
  }

  @Override
  public ConvergeState read() {
    try {
      Optional<JsonNode> node = tree(nodeFile);
      if (node.isEmpty()) {
        return new ConvergeState.NotLaunched();
      }
      if (tree(convergeFile).filter(NodeConvergeState::hasSucceeded).isPresent()) {
        return new ConvergeState.Finished();
      }
      return new ConvergeState.Installing(launchedAt(node.get()), limit(node.get()));
    } catch (BrokenFileException e) {
      return new ConvergeState.Broken(e.sentence);
    }
  }

  private Optional<JsonNode> tree(Path file) throws BrokenFileException {
    return switch (new WholeFile(file, LIMIT_BYTES).read()) {
      case Reading.Missing() -> Optional.empty();
      case Reading.Unreadable(String reason) -> throw new BrokenFileException(reason);
      case Reading.Content(byte[] bytes) -> Optional.of(parse(file, bytes));
    };
  }

  private JsonNode parse(Path file, byte[] bytes) throws BrokenFileException {
    try {
      JsonNode tree = json.readTree(bytes);
      if (!tree.isObject()) {
        throw new BrokenFileException("'%s' holds no JSON object".formatted(file));
      }
      return tree;
    } catch (JacksonException e) {
      // there is none when the limit is reached of what Jackson takes apart
      @Nullable TokenStreamLocation location = e.getLocation();
      throw new BrokenFileException(
          location == null
              ? "'%s' is no JSON that jetpack reads: %s".formatted(file, e.getOriginalMessage())
              : "'%s' is no JSON from line %d, column %d on"
                  .formatted(file, location.getLineNr(), location.getColumnNr()));
    }
  }

  private static boolean hasSucceeded(JsonNode converge) {
    JsonNode result = converge.path("result");
    return result.isString() && result.stringValue().equals("success");
  }

  private Instant launchedAt(JsonNode node) throws BrokenFileException {
    for (String key : LAUNCH_KEYS) {
      JsonNode value = value(node, key);
      if (!value.isMissingNode() && !value.isNull()) {
        return instant(key, value);
      }
    }
    try {
      return Files.getLastModifiedTime(nodeFile).toInstant();
    } catch (IOException e) {
      throw new BrokenFileException(
          "'%s' does not tell its time: %s".formatted(nodeFile, e.getMessage()));
    }
  }

  private Instant instant(String key, JsonNode value) throws BrokenFileException {
    Optional<BigDecimal> seconds = seconds(value);
    if (seconds.isPresent()) {
      return Instant.ofEpochSecond(seconds.get().longValue());
    }
    try {
      return OffsetDateTime.parse(value.isString() ? value.stringValue().strip() : "").toInstant();
    } catch (DateTimeException e) {
      throw wrong(key, value, "no time", "a Unix time in seconds or 2026-01-31T08:00:00Z");
    }
  }

  private Duration limit(JsonNode node) throws BrokenFileException {
    JsonNode value = value(node, LIMIT_KEY);
    if (value.isMissingNode() || value.isNull()) {
      return ConvergeTimeout.DEFAULT_LIMIT;
    }
    return seconds(value)
        .filter(seconds -> seconds.signum() > 0)
        .map(seconds -> Duration.ofMillis(seconds.movePointRight(3).longValue()))
        .filter(Duration::isPositive)
        .orElseThrow(() -> wrong(LIMIT_KEY, value, "no time", "seconds, for instance 14400"));
  }

  /** A number, or text that is one, as templates write it. */
  private static Optional<BigDecimal> seconds(JsonNode value) {
    if (!value.isNumber() && !value.isString()) {
      return Optional.empty();
    }
    String text = value.asString().strip();
    if (text.length() > 40) {
      return Optional.empty();
    }
    try {
      BigDecimal seconds = new BigDecimal(text);
      return Optional.of(seconds)
          .filter(number -> number.signum() >= 0 && number.compareTo(MOST_SECONDS) <= 0);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static JsonNode value(JsonNode tree, String key) {
    JsonNode value = tree;
    for (String name : key.split("\\.")) {
      value = value.path(name);
    }
    return value;
  }

  private BrokenFileException wrong(String key, JsonNode value, String what, String instead) {
    String text = value.isString() ? value.stringValue() : value.toString();
    String shown = text.length() > 40 ? text.substring(0, 40) + "..." : text;
    return new BrokenFileException(
        "'%s' in '%s' says '%s', which is %s; write %s"
            .formatted(key, nodeFile, shown, what, instead));
  }

  /** Ends the reading of a file that says nothing. */
  private static final class BrokenFileException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String sentence;

    BrokenFileException(String sentence) {
      super(sentence, null, false, false);
      this.sentence = sentence;
    }
  }
}
