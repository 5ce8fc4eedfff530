package io.jetpack.cli.message.delivery;

import io.jetpack.cli.node.files.DurableFiles;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * For how long the broker has refused routing keys, kept over restarts in {@code
 * run/outbox/refused}. Used by one thread.
 *
 * <p>Time is counted only while there is a connection, and by no clock that can be set: while the
 * service or the broker is away nobody refuses anything, and a clock that jumps by a year makes no
 * message older. What is lost with the file, or with a kill, makes messages wait longer, never
 * shorter.
 */
final class Refusals {

  /** That at this time all messages up to this number were there. */
  private record Mark(long atMillis, long lastSequence) {}

  private static final String FIRST_WORDS = "jetpack-refused 1 ";

  /** Messages are set aside late by at most 1 of so many parts of the time. */
  private static final int MARKS = 24;

  private static final Duration SAVE_EVERY = Duration.ofSeconds(30);

  private final Path file;
  private final long keepMillis;
  private final Map<String, Deque<Mark>> marks = new HashMap<>();
  private long connectedNanos;
  private long lastTick;
  private boolean connected;

  /** Whether there is a file. */
  private boolean saved;

  private long nextSave;

  /**
   * Reads what was saved; where nothing can be read it begins anew.
   *
   * @param keep how long a message is kept that no queue wants
   * @param now of {@link System#nanoTime}, as in all methods
   */
  Refusals(Path file, Duration keep, long now) {
    this.file = file;
    this.keepMillis = keep.toMillis();
    this.lastTick = now;
    this.nextSave = now + SAVE_EVERY.toNanos();
    try {
      String text = Files.readString(file);
      saved = true;
      read(text);
    } catch (IOException | IllegalArgumentException | ArithmeticException e) {
      marks.clear();
      connectedNanos = 0;
    }
  }

  private void read(String text) {
    String[] lines = text.split("\n", -1);
    if (!lines[0].startsWith(FIRST_WORDS) || !text.endsWith("\n")) {
      throw new IllegalArgumentException("it does not begin or end like this file");
    }
    connectedNanos =
        Duration.ofMillis(Long.parseLong(lines[0].substring(FIRST_WORDS.length()))).toNanos();
    for (int i = 1; i < lines.length - 1; i++) {
      String[] words = lines[i].split(" ", -1);
      if (words.length != 3) {
        throw new IllegalArgumentException("it has a broken line");
      }
      marks
          .computeIfAbsent(
              URLDecoder.decode(words[2], StandardCharsets.UTF_8), _ -> new ArrayDeque<>())
          .add(new Mark(Long.parseLong(words[0]), Long.parseLong(words[1])));
    }
  }

  /** Time goes on. */
  void tick(boolean nowConnected, long now) {
    if (connected) {
      connectedNanos += now - lastTick;
    }
    connected = nowConnected;
    lastTick = now;
    if (now - nextSave >= 0) {
      save(now);
    }
  }

  /**
   * The broker did not take a message of this key.
   *
   * @param lastSequence of all messages that are there
   * @return the highest number of those that were refused for long enough, if there are any
   */
  OptionalLong refused(String key, long lastSequence) {
    long nowMillis = Duration.ofNanos(connectedNanos).toMillis();
    Deque<Mark> ofKey = marks.computeIfAbsent(key, _ -> new ArrayDeque<>());
    if (ofKey.isEmpty() || nowMillis - ofKey.getLast().atMillis() >= keepMillis / MARKS) {
      ofKey.add(new Mark(nowMillis, lastSequence));
    }
    Optional<Mark> old = Optional.empty();
    while (!ofKey.isEmpty() && nowMillis - ofKey.getFirst().atMillis() >= keepMillis) {
      old = Optional.of(ofKey.removeFirst());
    }
    // what can not be set aside now is asked for again
    old.ifPresent(ofKey::addFirst);
    return old.map(mark -> OptionalLong.of(mark.lastSequence())).orElse(OptionalLong.empty());
  }

  /** The broker has taken a message of this key. */
  void taken(String key) {
    var _ = marks.remove(key);
  }

  /** Writes it down, when there is something to write. */
  void save(long now) {
    nextSave = now + SAVE_EVERY.toNanos();
    Path unfinished = file.resolveSibling("tmp").resolve(UUID.randomUUID().toString());
    try {
      if (!marks.isEmpty()) {
        DurableFiles.writeNew(unfinished, text().getBytes(StandardCharsets.UTF_8));
        var _ = Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        saved = true;
      } else if (saved) {
        saved = false;
        boolean _ = Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      // it is written later, or messages wait longer after a restart
    }
  }

  private String text() {
    StringBuilder text = new StringBuilder(FIRST_WORDS);
    text.append(Duration.ofNanos(connectedNanos).toMillis()).append('\n');
    marks.forEach((key, ofKey) -> {
      String word = URLEncoder.encode(key, StandardCharsets.UTF_8);
      for (Mark mark : ofKey) {
        text.append(mark.atMillis()).append(' ').append(mark.lastSequence());
        text.append(' ').append(word).append('\n');
      }
    });
    return text.toString();
  }
}
