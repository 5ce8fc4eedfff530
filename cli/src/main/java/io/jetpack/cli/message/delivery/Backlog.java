package io.jetpack.cli.message.delivery;

import io.jetpack.cli.message.broker.Message;
import io.jetpack.cli.message.broker.Rank;
import io.jetpack.cli.message.outbox.EntryName;
import io.jetpack.cli.message.outbox.OutboxFolder;
import io.jetpack.cli.message.outbox.OutboxFolder.Reading;
import io.jetpack.text.IoReason;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What waits to be published, on the disk and in memory. Used by one thread. */
final class Backlog {

  /** What is kept of a message that was read, so that its file is not read at each look. */
  private record Known(String routingKey, Instant timestamp) {}

  private final OutboxFolder folder;
  private final Overflow overflow;
  private final DrainListener listener;
  private final TreeSet<EntryName> waiting = new TreeSet<>(EntryName.ORDER_OF_LEAVING);
  private final Map<EntryName, Known> known = new HashMap<>();

  /** Confirmed, but their files could not be removed yet. */
  private final Set<EntryName> confirmed = new HashSet<>();

  /** The highest number that was seen lately, also of what is gone since. */
  private long lastSequence;

  Backlog(OutboxFolder folder, Overflow overflow, DrainListener listener) {
    this.folder = folder;
    this.overflow = overflow;
    this.listener = listener;
  }

  /**
   * Looks what there is.
   *
   * @param onTheWay what does not wait any more
   */
  void refresh(Collection<EntryName> onTheWay) throws IOException {
    OutboxFolder.Listing listing = folder.list();
    waiting.clear();
    waiting.addAll(listing.messages());
    lastSequence =
        listing.messages().stream().mapToLong(EntryName::sequence).max().orElse(lastSequence);
    waiting.addAll(overflow.names());
    known.keySet().retainAll(waiting);
    waiting.removeAll(Set.copyOf(onTheWay));
    for (EntryName name : List.copyOf(confirmed)) {
      remove(name);
    }
    waiting.removeAll(confirmed);
    for (String stranger : listing.strangers()) {
      setAside(stranger, "its name is not that of a message");
    }
  }

  /**
   * Takes one up that was just put, without looking at all others.
   *
   * @return whether that was right; otherwise others may have been put before it, and a look is due
   */
  boolean add(EntryName name) {
    if (name.sequence() != lastSequence + 1) {
      return false;
    }
    lastSequence = name.sequence();
    return waiting.add(name);
  }

  /** The one that leaves first. */
  Optional<EntryName> first() {
    return waiting.isEmpty() ? Optional.empty() : Optional.of(waiting.first());
  }

  /** The one that leaves next after another, whether that one is still here or not. */
  Optional<EntryName> after(EntryName name) {
    return Optional.ofNullable(waiting.higher(name));
  }

  /** It does not wait any more. */
  void taken(EntryName name) {
    waiting.remove(name);
  }

  /** How many wait. */
  int size() {
    return waiting.size();
  }

  /** The routing key, when the message was read before. */
  Optional<String> knownKey(EntryName name) {
    return Optional.ofNullable(known.get(name)).map(Known::routingKey);
  }

  /** The message; what can not be sent is set aside. */
  Optional<Message> read(EntryName name) {
    Optional<Message> inMemory = overflow.get(name);
    Reading reading = inMemory.<Reading>map(Reading.Whole::new).orElseGet(() -> folder.read(name));
    switch (reading) {
      case Reading.Whole(Message message) -> {
        known.put(name, new Known(message.routingKey(), message.timestamp()));
        return Optional.of(message);
      }
      case Reading.Broken(String reason) -> setAside(name, reason);
      case Reading.Gone() -> known.remove(name);
    }
    return Optional.empty();
  }

  /** It goes on waiting, because it was on its way in vain. */
  void back(EntryName name) {
    waiting.add(name);
  }

  /** The broker has it. */
  void done(EntryName name) {
    known.remove(name);
    remove(name);
  }

  private void remove(EntryName name) {
    if (overflow.remove(name)) {
      return;
    }
    try {
      folder.remove(name);
      confirmed.remove(name);
    } catch (IOException e) {
      if (confirmed.add(name) && confirmed.size() == 1) {
        listener.trouble(
            "what was sent can not be removed from '%s', and is sent again after a restart: %s"
                .formatted(folder.messages(), IoReason.of(e)));
      }
    }
  }

  /** It will not be sent. */
  void setAside(EntryName name, String reason) {
    waiting.remove(name);
    known.remove(name);
    if (overflow.remove(name)) {
      listener.setAside(Path.of("(in memory)"), reason);
    } else {
      setAside(name.fileName(), reason);
    }
  }

  private void setAside(String fileName, String reason) {
    try {
      listener.setAside(folder.setAside(folder.messages().resolve(fileName), reason), reason);
    } catch (IOException e) {
      listener.trouble(
          "'%s' can not be sent (%s) and can not be set aside: %s"
              .formatted(fileName, reason, IoReason.of(e)));
    }
  }

  /** The highest number on the disk that is known of. */
  long lastSequence() {
    return lastSequence;
  }

  /**
   * Sets messages of a key aside; never one about termination. What is in memory only has a number
   * behind all others, and stays.
   *
   * @param lastSequence the highest number of those that have waited for long enough
   * @param before when they were made, too: numbers may be given again after a reboot
   */
  void setAsideOld(String routingKey, long lastSequence, Instant before, String reason) {
    Set<EntryName> old = new HashSet<>();
    known.forEach((name, message) -> {
      if (message.routingKey().equals(routingKey)
          && name.rank() != Rank.TERMINATION
          && name.sequence() <= lastSequence
          && !message.timestamp().isAfter(before)) {
        old.add(name);
      }
    });
    old.forEach(name -> setAside(name, reason));
  }
}
