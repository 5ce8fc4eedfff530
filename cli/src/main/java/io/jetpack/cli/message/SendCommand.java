package io.jetpack.cli.message;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.ParametersDelegate;
import com.beust.jcommander.converters.IParameterSplitter;
import io.jetpack.cli.Command;
import io.jetpack.cli.CommandContext;
import io.jetpack.cli.CommandFailure;
import io.jetpack.cli.message.broker.Body;
import io.jetpack.cli.message.delivery.DeliveryOptions;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Queues bytes of the user's own, and sees to it that they are sent. */
final class SendCommand implements Command {

  private static final String TEXT = "text/plain; charset=utf-8";
  private static final String BYTES = "application/octet-stream";

  /** AMQP's limit of short strings, in bytes of UTF-8. */
  private static final int SHORT_STRING_BYTES = 255;

  @Parameter(placeholder = "MESSAGE", description = "the text to send; - reads bytes from stdin")
  private @Nullable String message;

  @Parameter(
      names = {"--file", "-f"},
      placeholder = "FILE",
      description = "the file to send instead of a text",
      order = 0)
  private @Nullable String file;

  @Parameter(
      names = {"--routing-key", "-r"},
      placeholder = "KEY",
      description = "by what the broker decides which queues get it, such as project.done",
      required = true,
      order = 1)
  private String routingKey = "";

  @Parameter(
      names = "--header",
      placeholder = "K=V",
      description = "a header of the message; may be given more than once",
      splitter = Whole.class,
      order = 2)
  private List<String> headers = new ArrayList<>();

  @Parameter(
      names = "--content-type",
      placeholder = "TYPE",
      description = "what it is, such as application/json (default: by the name of the file)",
      order = 3)
  private @Nullable String contentType;

  @ParametersDelegate private final DeliveryOptions delivery = new DeliveryOptions();

  /** A header may hold commas. */
  static final class Whole implements IParameterSplitter {
    @Override
    public List<String> split(String value) {
      return List.of(value);
    }
  }

  @Override
  public int run(CommandContext context) throws InterruptedException {
    delivery.check();
    shortString("--routing-key", routingKey);
    String type = contentType == null ? guess() : contentType;
    shortString("--content-type", type);
    Map<String, String> pairs = pairs();
    Posting posting = Posting.of(context);
    context.requireOwnRun();
    Body body = Body.of(bytes(posting));
    return posting.post(posting.messages().sent(routingKey, type, pairs, body), delivery);
  }

  private static void shortString(String option, String value) {
    if (value.isEmpty()) {
      throw CommandFailure.usage("%s is empty".formatted(option));
    }
    int length = value.getBytes(StandardCharsets.UTF_8).length;
    if (length > SHORT_STRING_BYTES) {
      throw CommandFailure.usage(
          "%s has %d bytes; AMQP allows at most %d".formatted(option, length, SHORT_STRING_BYTES));
    }
  }

  private String guess() {
    if (file == null) {
      return "-".equals(message) ? BYTES : TEXT;
    }
    String guess = URLConnection.guessContentTypeFromName(file);
    return guess == null ? BYTES : guess;
  }

  private Map<String, String> pairs() {
    Map<String, String> pairs = new HashMap<>();
    for (String header : headers) {
      int equals = header.indexOf('=');
      if (equals < 1) {
        throw CommandFailure.usage("--header is '%s'; write KEY=VALUE".formatted(header));
      }
      String key = header.substring(0, equals);
      shortString("a key of --header", key);
      if (pairs.put(key, header.substring(equals + 1)) != null) {
        throw CommandFailure.usage("header '%s' is given twice".formatted(key));
      }
    }
    return pairs;
  }

  private byte[] bytes(Posting posting) {
    if (file != null && message != null) {
      throw CommandFailure.usage("give a message or --file, not both");
    }
    if (file != null) {
      return posting.file(file);
    }
    if (message == null) {
      throw CommandFailure.usage(
          "there is nothing to send; give a message, --file FILE, or - for stdin");
    }
    return message.equals("-") ? posting.input() : message.getBytes(StandardCharsets.UTF_8);
  }
}
