package io.jetpack.cli.healthcheck.service.settings;

import io.jetpack.cli.node.files.FileTraits;
import io.jetpack.cli.node.settings.GivenFile;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A file that others write, looked at again and again: whether it can be used, and whether somebody
 * may be in the middle of writing it. While nothing changes, a look does not open one that can be
 * used. Looked at by one thread at a time.
 */
public final class WatchedFile {

  /** What was changed less than this ago may still be being written. */
  public static final Duration SETTLED = Duration.ofSeconds(2);

  /**
   * What the program offers may be at fault as well, and come right without a change of the file.
   */
  private static final Duration JUDGED_AGAIN = Duration.ofMinutes(1);

  /**
   * What a look saw.
   *
   * @param reading what was read; empty where nothing has changed for long
   * @param fingerprint the same for the same content, or for the same reason why there is none
   * @param fault why it cannot be used; empty when it can
   * @param settled whether what is in it has been the same for a while
   * @param quiet whether the file itself has been the same for a while, nobody having written it
   *     anew or put another one in its place
   */
  record View(
      Optional<GivenFile.Reading> reading,
      String fingerprint,
      Optional<String> fault,
      boolean settled,
      boolean quiet) {}

  static final String ABSENT = "absent";

  private static final String CONTENT = "sha256 ";

  private final Path path;
  private final Supplier<GivenFile.Reading> reader;
  private final Function<GivenFile.Reading, Optional<String>> judge;
  private final LongSupplier nanoTime;
  private final InstantSource clock;
  private @Nullable View last;
  private Optional<FileTraits> traits = Optional.empty();
  private long sameContentSince;
  private long sameTraitsSince;
  private long judged;
  private volatile boolean judgedElsewhere;

  /**
   * @param reader reads the file
   * @param judge says why what was read cannot be used; asked again when it is another, and from
   *     time to time while it cannot
   * @param nanoTime a clock that does not jump, in nanoseconds
   * @param clock the one by which files get their times
   */
  WatchedFile(
      Path path,
      Supplier<GivenFile.Reading> reader,
      Function<GivenFile.Reading, Optional<String>> judge,
      LongSupplier nanoTime,
      InstantSource clock) {
    this.path = path;
    this.reader = reader;
    this.judge = judge;
    this.nanoTime = nanoTime;
    this.clock = clock;
  }

  View look() {
    Optional<FileTraits> before = FileTraits.ifAny(path);
    boolean sameTraits = before.equals(traits);
    if (last != null && last.quiet() && sameTraits && isWorthNoReading(last)) {
      last = new View(Optional.empty(), last.fingerprint(), Optional.empty(), true, true);
      return last;
    }
    long now = nanoTime.getAsLong();
    GivenFile.Reading reading = reader.get();
    String fingerprint = fingerprint(reading);
    if (last == null || !last.fingerprint().equals(fingerprint)) {
      sameContentSince = now;
    }
    if (last == null || !sameTraits) {
      traits = before;
      sameTraitsSince = now;
    }
    Optional<String> fault = fault(reading, fingerprint, now);
    boolean old = before.filter(this::isOld).isPresent();
    boolean settled = old || now - sameContentSince >= SETTLED.toNanos();
    boolean quiet = settled && (old || now - sameTraitsSince >= SETTLED.toNanos());
    last = new View(Optional.of(reading), fingerprint, fault, settled, quiet);
    return last;
  }

  private Optional<String> fault(GivenFile.Reading reading, String fingerprint, long now) {
    boolean again = judgedElsewhere;
    judgedElsewhere = false;
    if (!again && last != null && last.fingerprint().equals(fingerprint)) {
      boolean due = now - judged >= JUDGED_AGAIN.toNanos();
      if (last.fault().isEmpty() || !due) {
        return last.fault();
      }
    }
    judged = now;
    return judge.apply(reading);
  }

  /** What the last look found may be another thing by now. Safe for use by any thread. */
  void judgeAgain() {
    judgedElsewhere = true;
  }

  private boolean isOld(FileTraits there) {
    return there.regular() && there.isOlderThan(SETTLED, clock.instant());
  }

  /** What could not be read may be readable by now, without a sign of that. */
  private boolean isWorthNoReading(View view) {
    return traits.filter(FileTraits::regular).isPresent()
        && view.fingerprint().startsWith(CONTENT)
        && view.fault().isEmpty();
  }

  static String fingerprint(GivenFile.Reading reading) {
    return switch (reading) {
      case GivenFile.Reading.Absent() -> ABSENT;
      case GivenFile.Reading.NoDirectory(String reason) -> reason;
      case GivenFile.Reading.Unreadable(String reason) -> reason;
      case GivenFile.Reading.Content content -> fingerprint(content.bytes());
    };
  }

  static String fingerprint(byte[] bytes) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return CONTENT + HexFormat.of().formatHex(digest.digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
