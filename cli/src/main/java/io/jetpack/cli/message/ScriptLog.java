package io.jetpack.cli.message;

import io.jetpack.cli.CommandContext;
import io.jetpack.cli.CommandFailure;
import io.jetpack.cli.ExitCodes;
import java.util.Arrays;
import java.util.Locale;

/**
 * What scripts in process tell the cluster: the same as with {@code jetpack log --no-wait}. When it
 * returns the message is on the disk; the service sends it, or whoever sends next. Safe for use by
 * many threads.
 */
public final class ScriptLog {

  private final CommandContext context;

  public ScriptLog(CommandContext context) {
    this.context = context;
  }

  /**
   * Queues a message. Settings and the node's identity are read anew.
   *
   * @param level info, warn or error
   * @param priority low, medium or high; empty for the one that is usual at this level
   * @throws CommandFailure when it is not queued
   */
  public void put(String text, String level, String priority) {
    LogLevel chosen = word("level", level, LogLevel.values());
    LogPriority who =
        priority.isEmpty()
            ? LogPriority.usual(chosen)
            : word("priority", priority, LogPriority.values());
    if (text.isBlank()) {
      throw CommandFailure.usage("the message is empty; nothing is sent");
    }
    try {
      Posting.of(context).tell(new MessageData.Log(chosen, who, text));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure(ExitCodes.INTERRUPTED, "the message is not queued: interrupted", e);
    }
  }

  private static <T extends Enum<T>> T word(String name, String word, T[] known) {
    return Arrays.stream(known)
        .filter(value -> value.name().equals(word.toUpperCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() ->
            CommandFailure.usage(
                "the %s '%s' is none of %s".formatted(name, word, Arrays.asList(known))));
  }
}
