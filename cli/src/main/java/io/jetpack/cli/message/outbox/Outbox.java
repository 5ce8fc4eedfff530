package io.jetpack.cli.message.outbox;

import io.jetpack.cli.message.broker.Message;
import io.jetpack.cli.message.broker.Rank;
import io.jetpack.cli.node.Home;
import io.jetpack.cli.node.files.DurableFiles;
import io.jetpack.cli.node.files.LockFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The messages of a node that the broker has not confirmed yet, in {@code run/outbox/}. What was
 * put is on the disk, survives a kill at any instant and a loss of power, and leaves in the order
 * in which it was put. Any number of processes and threads may put at once.
 */
public final class Outbox {

  private static final Duration LOCK_LIMIT = Duration.ofSeconds(30);

  /** The share of the room that is free before it is told what was dropped, as 1 of so many. */
  private static final int TELL_WHEN_FREE = 10;

  private final OutboxFolder folder;
  private final OutboxLimits limits;
  private final InstantSource clock;

  public Outbox(OutboxFolder folder, OutboxLimits limits, InstantSource clock) {
    this.folder = folder;
    this.limits = limits;
    this.clock = clock;
  }

  /** The outbox of a home. */
  public static Outbox of(Home home, OutboxLimits limits) {
    return new Outbox(
        new OutboxFolder(home.run().resolve("outbox")), limits, InstantSource.system());
  }

  public OutboxFolder folder() {
    return folder;
  }

  /**
   * Puts a message. When this returns, it is on the disk.
   *
   * @return its name
   * @throws OutboxFullException when there is no room and all that is there is worth more
   * @throws IOException when it can not be written; then it is not queued
   */
  public EntryName put(Message message) throws IOException, InterruptedException {
    byte[] bytes = EntryFormat.write(message);
    if (bytes.length > limits.bytes()) {
      throw new OutboxFullException(
          String.format(
              Locale.ROOT,
              "the message has %,d bytes and the outbox holds %,d ('outbox.limit_bytes')",
              bytes.length,
              limits.bytes()));
    }
    folder.make();
    Path unfinished = folder.unfinished().resolve(UUID.randomUUID().toString());
    EntryName name;
    try {
      // the slow part is done before the lock, for which others may wait
      DurableFiles.writeNew(unfinished, bytes);
      try (LockFile _ = lock()) {
        name = admit(message.rank(), bytes.length);
        Files.move(unfinished, folder.path(name), StandardCopyOption.ATOMIC_MOVE);
      }
    } finally {
      boolean ignored = Files.deleteIfExists(unfinished);
    }
    DurableFiles.sync(folder.messages());
    return name;
  }

  /**
   * Puts a message that nobody can be told about any more: where there is no room for it, it is
   * counted among the dropped.
   */
  public Optional<EntryName> putOrDrop(Message message) throws IOException, InterruptedException {
    try {
      return Optional.of(put(message));
    } catch (OutboxFullException e) {
      count(Map.of(message.rank(), 1L));
      return Optional.empty();
    }
  }

  private LockFile lock() throws IOException, InterruptedException {
    return LockFile.take(folder.root().resolve("lock"), "jetpack", LOCK_LIMIT);
  }

  private Path usageFile() {
    return folder.root().resolve("usage");
  }

  private Path droppedFile() {
    return folder.root().resolve("dropped");
  }

  /** Gives a message its number, after making room for it if need be. */
  private EntryName admit(Rank rank, long sizeBytes) throws IOException {
    Optional<Usage> known = Usage.read(usageFile());
    Usage usage = known.isPresent() ? known.get() : Usage.count(folder.list().messages());
    if (!usage.hasRoomFor(sizeBytes, limits)) {
      usage = makeRoom(usage.nextSequence(), rank, sizeBytes);
    }
    EntryName name = new EntryName(usage.nextSequence(), rank, sizeBytes);
    // before the message has this name: a number is never given twice, whoever is killed
    usage.with(name).write(usageFile());
    return name;
  }

  private Usage makeRoom(long nextSequence, Rank rank, long sizeBytes) throws IOException {
    List<EntryName> names = folder.list().messages();
    Usage counted = Usage.count(names);
    Usage usage =
        new Usage(
            Math.max(nextSequence, counted.nextSequence()), counted.messages(), counted.bytes());
    List<EntryName> victims = new ArrayList<>();
    for (EntryName name : names.stream().sorted(EntryName.ORDER_OF_DROPPING).toList()) {
      if (usage.hasRoomFor(sizeBytes, limits)) {
        break;
      }
      if (name.rank().compareTo(rank) > 0) {
        throw new OutboxFullException(
            String.format(
                Locale.ROOT,
                "the outbox is full (%,d messages, %,d bytes) of messages that matter more",
                counted.messages(),
                counted.bytes()));
      }
      victims.add(name);
      usage = usage.without(name);
    }
    drop(victims);
    return usage;
  }

  private void drop(List<EntryName> victims) throws IOException {
    if (victims.isEmpty()) {
      return;
    }
    addToDropped(
        victims.stream().collect(Collectors.groupingBy(EntryName::rank, Collectors.counting())));
    for (EntryName victim : victims) {
      folder.remove(victim);
    }
  }

  /** Writes down that messages were dropped, by what they were worth. */
  public void count(Map<Rank, Long> counts) throws IOException, InterruptedException {
    try (LockFile _ = lock()) {
      addToDropped(counts);
    }
  }

  private void addToDropped(Map<Rank, Long> counts) throws IOException {
    DroppedMessages.read(droppedFile())
        .orElseGet(() -> DroppedMessages.none(clock.instant()))
        .and(counts)
        .write(droppedFile());
  }

  /**
   * Puts a message about what was dropped, once there is room again.
   *
   * @param message makes it; killed at a bad moment, it is made twice with the same id
   */
  public void tellDropped(Function<DroppedMessages, Message> message)
      throws IOException, InterruptedException {
    if (Files.notExists(droppedFile()) && Files.notExists(toldFile())) {
      return;
    }
    Usage usage = Usage.count(folder.list().messages());
    if (usage.messages() >= limits.messages() - limits.messages() / TELL_WHEN_FREE
        || usage.bytes() >= limits.bytes() - limits.bytes() / TELL_WHEN_FREE) {
      return;
    }
    Optional<DroppedMessages> dropped = takeDropped();
    if (dropped.isPresent()) {
      EntryName ignored = put(message.apply(dropped.get()));
    }
    boolean ignored = Files.deleteIfExists(toldFile());
  }

  /** What is being told, from when it is no longer added to until it is put. */
  private Path toldFile() {
    return folder.root().resolve("dropped.telling");
  }

  private Optional<DroppedMessages> takeDropped() throws IOException, InterruptedException {
    try (LockFile _ = lock()) {
      if (Files.notExists(toldFile()) && Files.exists(droppedFile())) {
        Files.move(droppedFile(), toldFile(), StandardCopyOption.ATOMIC_MOVE);
      }
    }
    return DroppedMessages.read(toldFile());
  }
}
