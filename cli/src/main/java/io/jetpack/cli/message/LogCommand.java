package io.jetpack.cli.message;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.ParametersDelegate;
import io.jetpack.cli.Command;
import io.jetpack.cli.CommandContext;
import io.jetpack.cli.CommandFailure;
import io.jetpack.cli.ExitCodes;
import io.jetpack.cli.message.delivery.DeliveryOptions;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Queues a log message, and sees to it that it is sent. */
final class LogCommand implements Command {

  @Parameter(
      placeholder = "MESSAGE",
      description = "what to say, one argument; - reads it from stdin",
      required = true)
  private String message = "";

  @Parameter(
      names = "--level",
      placeholder = "LEVEL",
      description = "info (the default), warn or error",
      order = 0)
  private LogLevel level = LogLevel.INFO;

  @Parameter(
      names = {"--priority", "-p"},
      placeholder = "PRIORITY",
      description = "low, medium or high; below medium it is not shown on the Cluster UI page",
      order = 1)
  private @Nullable LogPriority priority;

  @ParametersDelegate private final DeliveryOptions delivery = new DeliveryOptions();

  /** Reads words as JCommander would, or nothing of them unless all are the plainest there are. */
  static Optional<Command> ofPlainWords(List<String> words) {
    LogCommand command = new LogCommand();
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      boolean option = word.startsWith("-");
      if (!seen.add(word.equals("-p") ? "--priority" : option ? word : "message")) {
        return Optional.empty();
      }
      boolean understood =
          switch (word) {
            case "--no-wait" -> command.delivery.leaveItToTheService();
            case "--level" -> command.setLevel(words, ++i);
            case "--priority", "-p" -> command.setPriority(words, ++i);
            default -> !option && command.setMessage(word);
          };
      if (!understood) {
        return Optional.empty();
      }
    }
    return seen.contains("message") ? Optional.of(command) : Optional.empty();
  }

  private boolean setMessage(String word) {
    message = word;
    return true;
  }

  private boolean setLevel(List<String> words, int place) {
    for (LogLevel each : LogLevel.values()) {
      if (place < words.size() && words.get(place).equals(each.toString())) {
        level = each;
        return true;
      }
    }
    return false;
  }

  private boolean setPriority(List<String> words, int place) {
    for (LogPriority each : LogPriority.values()) {
      if (place < words.size() && words.get(place).equals(each.toString())) {
        priority = each;
        return true;
      }
    }
    return false;
  }

  @Override
  public int run(CommandContext context) throws InterruptedException {
    delivery.check();
    Posting posting = Posting.of(context);
    context.requireOwnRun();
    String text = message.equals("-") ? text(posting.input()) : message;
    if (text.isBlank()) {
      throw CommandFailure.usage("the message is empty; nothing is sent");
    }
    MessageData.Log log =
        new MessageData.Log(level, priority == null ? LogPriority.usual(level) : priority, text);
    return posting.post(posting.messages().of(log), delivery);
  }

  /** What a pipe brings, without the line feed that ends it. */
  private static String text(byte[] bytes) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    } catch (CharacterCodingException e) {
      throw new CommandFailure(
          ExitCodes.USAGE,
          "what comes from stdin is no UTF-8 text; 'jetpack send - --routing-key KEY' sends bytes",
          e);
    }
  }
}
