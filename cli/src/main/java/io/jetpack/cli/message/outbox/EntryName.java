package io.jetpack.cli.message.outbox;

import io.jetpack.cli.message.broker.Rank;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a message in the outbox. It holds all that is needed to put messages in order and to
 * count them, so that nobody has to open them for that.
 *
 * @param sequence its number; a message that was put later has a higher one
 * @param rank how dearly it is kept
 * @param sizeBytes how large its file is
 */
public record EntryName(long sequence, Rank rank, long sizeBytes) {

  /** Requests for termination first, then in the order in which they were put. */
  public static final Comparator<EntryName> ORDER_OF_LEAVING =
      Comparator.comparing((EntryName name) -> name.rank != Rank.TERMINATION)
          .thenComparingLong(EntryName::sequence);

  /** What goes first when there is no room: the least valuable, and of those the oldest. */
  public static final Comparator<EntryName> ORDER_OF_DROPPING =
      Comparator.comparing(EntryName::rank).thenComparingLong(EntryName::sequence);

  private static final Pattern FORM = Pattern.compile("(\\d{16})-([a-z]+)-(\\d{1,12})");

  static Optional<EntryName> parse(String fileName) {
    Matcher matcher = FORM.matcher(fileName);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    for (Rank rank : Rank.values()) {
      if (word(rank).equals(matcher.group(2))) {
        return Optional.of(
            new EntryName(
                Long.parseLong(matcher.group(1)), rank, Long.parseLong(matcher.group(3))));
      }
    }
    return Optional.empty();
  }

  public String fileName() {
    return String.format(Locale.ROOT, "%016d-%s-%d", sequence, word(rank), sizeBytes);
  }

  private static String word(Rank rank) {
    return rank.name().toLowerCase(Locale.ROOT);
  }
}
