package io.jetpack.cli.node;

import io.jetpack.cli.node.files.OwnedLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Whose service keeps its state in a {@code run}, as its lock says. Two nodes that have one home
 * have one {@code run}, too, unless {@code node.run} says otherwise, and where a file system is
 * shared its locks need not be: so the service renews its lock, and the age of the file tells one
 * that lives from what an image has brought along.
 *
 * @param process its number there
 * @param machine where it runs
 * @param since when it started
 */
public record RunOwner(long process, Machine machine, Instant since) {

  /** How often the lock is renewed. */
  public static final Duration RENEWED_EVERY = Duration.ofSeconds(30);

  /** One that was renewed before this has ended, or its node cannot write here any more. */
  private static final Duration ALIVE = RENEWED_EVERY.multipliedBy(3).plusSeconds(10);

  private static final String UNKNOWN = "-";

  /** This process. */
  public static RunOwner present() {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    return new RunOwner(ProcessHandle.current().pid(), Machine.here(), now);
  }

  /** The lock that a service of this home has. */
  public static Path lock(Home home) {
    return home.run().resolve("healthcheck.lock");
  }

  /** The line of the lock; scripts read the number with which it begins. */
  public String line() {
    return String.join(
        " ",
        Long.toString(process),
        word(machine.bootId()),
        word(machine.id()),
        word(machine.host()),
        since.toString());
  }

  private static String word(String text) {
    String plain = text.replaceAll("[^A-Za-z0-9._-]", "");
    return plain.isEmpty() ? UNKNOWN : plain.substring(0, Math.min(plain.length(), 40));
  }

  /** Reads a line; empty when it is none of this form. */
  static Optional<RunOwner> parse(String line) {
    String[] words = line.split(" ", -1);
    if (words.length != 5) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new RunOwner(
              Long.parseLong(words[0]),
              new Machine(text(words[2]), text(words[1]), text(words[3])),
              Instant.parse(words[4])));
    } catch (NumberFormatException | DateTimeException e) {
      return Optional.empty();
    }
  }

  private static String text(String word) {
    return word.equals(UNKNOWN) ? "" : word;
  }

  /**
   * The service of another node that uses the {@code run} of this home now. Must not be asked by a
   * process that has the lock.
   */
  public static Optional<RunOwner> elsewhere(Home home) {
    Path lock = lock(home);
    return OwnedLock.owner(lock)
        .flatMap(RunOwner::parse)
        .filter(owner -> owner.isElsewhere() && isRenewed(lock));
  }

  /** Whether a line that somebody has written into our lock is another node's. */
  public static Optional<RunOwner> elsewhere(String line) {
    return parse(line).filter(RunOwner::isElsewhere);
  }

  private boolean isElsewhere() {
    RunOwner here = present();
    // compared as both were written
    return !parse(here.line()).map(RunOwner::machine).orElse(here.machine).isSameAs(machine);
  }

  /** By the clock of the file system, which may be another machine's. */
  private static boolean isRenewed(Path lock) {
    try {
      Instant renewed = Files.getLastModifiedTime(lock).toInstant();
      return Duration.between(renewed, now(lock)).abs().compareTo(ALIVE) < 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static Instant now(Path lock) {
    try {
      Path probe = Files.createTempFile(lock.toAbsolutePath().getParent(), ".now-", "");
      try {
        return Files.getLastModifiedTime(probe).toInstant();
      } finally {
        Files.delete(probe);
      }
    } catch (IOException e) {
      return FileTime.from(Instant.now()).toInstant();
    }
  }

  /** That this node cannot use it, too, and what to do. */
  public String refusal(Home home) {
    return "'%s' is in use by another node, '%s' (process %d since %s), and is for one only; set [node] run in '%s' to a directory that each node has for itself, such as \"/run/jetpack\""
        .formatted(home.run(), machine.host(), process, since, home.settingsFile());
  }
}
