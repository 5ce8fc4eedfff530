package io.jetpack.cli.healthcheck.service;

import io.jetpack.cli.CommandFailure;
import io.jetpack.cli.node.Home;
import io.jetpack.cli.node.Moment;
import io.jetpack.cli.node.NodeTime;
import io.jetpack.cli.node.settings.AcceptedFile;
import io.jetpack.cli.node.tree.Key;
import io.jetpack.cli.node.tree.NodeFile;
import io.jetpack.cli.node.tree.PythonText;
import io.jetpack.cli.node.tree.Value;
import io.jetpack.healthcheck.builtin.ConvergeState;
import io.jetpack.healthcheck.builtin.ConvergeTimeout;
import io.jetpack.healthcheck.builtin.Convergence;
import io.jetpack.text.IoReason;
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
 * result} is {@code success}, or when it has an {@code installed_at}, which stays when a later
 * converge runs or fails; without the file it has not. A {@code record_lost_at} says that it has
 * perhaps. Its {@code first_converge} says when the installation began, which counts when it is
 * later than the launch: an agent may be put on a machine that has been running for days.
 */
final class NodeConvergeState implements Convergence {

  private static final List<Key> LAUNCH_KEYS =
      List.of(Key.of("cyclecloud.instance.launch_time"), Key.of("cyclecloud.node.launch_time"));
  private static final Key LIMIT_KEY = Key.of("cyclecloud.keepalive.timeout");
  private static final Key RESULT_KEY = Key.of("result");
  private static final Key INSTALLED_KEY = Key.of("installed_at");
  private static final Key LOST_KEY = Key.of("record_lost_at");
  private static final Key STARTED_KEY = Key.of("started_at");
  private static final Key FIRST_KEY = Key.of("first_converge.at");
  private static final Key FIRST_BOOT_KEY = Key.of("first_converge.boot_id");
  private static final Key FIRST_UPTIME_KEY = Key.of("first_converge.uptime_seconds");

  /** The end of the year 9999, and about as many years: what is more was not meant. */
  private static final BigDecimal MOST_SECONDS = BigDecimal.valueOf(253_402_300_799L);

  /**
   * What {@code node.json} says.
   *
   * @param modified the time of the file
   */
  private record Node(Value.Tree tree, Instant modified) {}

  private final Path nodeFile;
  private final AcceptedFile keptNode;
  private final Path convergeFile;
  private final NodeTime time;

  /**
   * Reads the files of this home, each time anew.
   *
   * @param keptNode what holds of {@code node.json} while it cannot be read
   */
  NodeConvergeState(Home home, AcceptedFile keptNode, NodeTime time) {
    this.time = time;
    this.nodeFile = home.nodeFile();
    this.keptNode = keptNode;
    this.convergeFile = home.run().resolve("converge.json");
  }

  @Override
  public ConvergeState read() {
    try {
      Optional<Node> node = node();
      if (node.isEmpty()) {
        return new ConvergeState.NotLaunched();
      }
      Optional<Value.Tree> converge = new NodeFile(convergeFile).ifThere();
      if (converge.filter(NodeConvergeState::mayHaveSucceeded).isPresent()) {
        return new ConvergeState.Finished();
      }
      return installing(launchedAt(node.get()), converge, limit(node.get().tree()));
    } catch (BrokenFileException e) {
      return new ConvergeState.Broken(e.sentence);
    } catch (CommandFailure e) {
      return new ConvergeState.Broken(String.valueOf(e.getMessage()));
    }
  }

  /** Empty where there is none. */
  private Optional<Node> node() throws BrokenFileException {
    Optional<Value.Tree> tree;
    try {
      tree = new NodeFile(nodeFile).ifThere();
    } catch (CommandFailure e) {
      if (keptNode.look() instanceof AcceptedFile.Kept.Copy copy) {
        return Optional.of(new Node(new NodeFile(nodeFile).parse(copy.bytes()), copy.modified()));
      }
      throw e;
    }
    if (tree.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Node(tree.get(), Files.getLastModifiedTime(nodeFile).toInstant()));
    } catch (IOException e) {
      throw new BrokenFileException(
          "'%s' does not tell its time: %s".formatted(nodeFile, IoReason.of(e)));
    }
  }

  private static boolean mayHaveSucceeded(Value.Tree converge) {
    return text(RESULT_KEY, converge).equals(Optional.of("success"))
        || text(INSTALLED_KEY, converge).isPresent()
        || text(LOST_KEY, converge).isPresent();
  }

  private static Optional<String> text(Key key, Value.Tree tree) {
    return key.in(tree)
        .flatMap(value ->
            value instanceof Value.Text(String text) ? Optional.of(text) : Optional.empty());
  }

  /**
   * How long it has been installing: in the boot in which the first converge began, by the uptime,
   * since the wall clock may be set meanwhile, either way.
   */
  private ConvergeState installing(
      Instant launched, Optional<Value.Tree> converge, Duration limit) {
    Moment now = time.now();
    Optional<Instant> begun = converge.flatMap(NodeConvergeState::firstBegun);
    boolean byConverge = begun.filter(at -> at.isAfter(launched)).isPresent();
    Instant since = byConverge ? begun.orElseThrow() : launched;
    Duration byClock = Duration.between(since, now.wall());
    Optional<Duration> byUptime = converge.flatMap(record -> sinceFirst(record, now));
    Duration elapsed =
        byConverge
            ? byUptime.orElse(byClock)
            : byUptime.filter(known -> known.compareTo(byClock) < 0).orElse(byClock);
    String from = (byConverge ? "its first converge at " : "its launch at ") + since;
    return new ConvergeState.Installing(from, elapsed, limit);
  }

  private static Optional<Instant> firstBegun(Value.Tree converge) {
    return text(FIRST_KEY, converge)
        .or(() -> text(STARTED_KEY, converge))
        .flatMap(NodeConvergeState::instant);
  }

  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Empty when it began in another boot. */
  private static Optional<Duration> sinceFirst(Value.Tree converge, Moment now) {
    Optional<String> boot = text(FIRST_BOOT_KEY, converge);
    return now.uptime()
        .filter(uptime -> boot.equals(Optional.of(uptime.bootId())))
        .flatMap(uptime ->
            value(converge, FIRST_UPTIME_KEY)
                .flatMap(NodeConvergeState::seconds)
                .map(first -> Duration.ofSeconds(uptime.seconds() - first.longValue())));
  }

  private Instant launchedAt(Node node) throws BrokenFileException {
    for (Key key : LAUNCH_KEYS) {
      Optional<Value> value = value(node.tree(), key);
      if (value.isPresent()) {
        return instant(key, value.get());
      }
    }
    return node.modified();
  }

  private Instant instant(Key key, Value value) throws BrokenFileException {
    Optional<BigDecimal> seconds = seconds(value);
    if (seconds.isPresent()) {
      return Instant.ofEpochSecond(seconds.get().longValue());
    }
    try {
      return OffsetDateTime.parse(value instanceof Value.Text(String text) ? text.strip() : "")
          .toInstant();
    } catch (DateTimeException e) {
      throw wrong(key, value, "no time", "a Unix time in seconds or 2026-01-31T08:00:00Z");
    }
  }

  private Duration limit(Value.Tree node) throws BrokenFileException {
    Optional<Value> value = value(node, LIMIT_KEY);
    if (value.isEmpty()) {
      return ConvergeTimeout.DEFAULT_LIMIT;
    }
    return seconds(value.get())
        .filter(seconds -> seconds.signum() > 0)
        .map(seconds -> Duration.ofMillis(seconds.movePointRight(3).longValue()))
        .filter(Duration::isPositive)
        .orElseThrow(() -> wrong(LIMIT_KEY, value.get(), "no time", "seconds, for instance 14400"));
  }

  /** A number, or text that is one, as templates write it. */
  private static Optional<BigDecimal> seconds(Value value) {
    if (!(value instanceof Value.Whole
        || value instanceof Value.Real
        || value instanceof Value.Text)) {
      return Optional.empty();
    }
    String text = PythonText.of(value).strip();
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

  /** What is null is not said. */
  private static Optional<Value> value(Value.Tree tree, Key key) {
    return key.in(tree).filter(value -> !(value instanceof Value.Nothing));
  }

  private BrokenFileException wrong(Key key, Value value, String what, String instead) {
    String text = PythonText.of(value);
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
