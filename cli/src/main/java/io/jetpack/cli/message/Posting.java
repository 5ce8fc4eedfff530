package io.jetpack.cli.message;

import io.jetpack.cli.CommandContext;
import io.jetpack.cli.CommandFailure;
import io.jetpack.cli.ExitCodes;
import io.jetpack.cli.message.broker.Broker;
import io.jetpack.cli.message.broker.Message;
import io.jetpack.cli.message.broker.NoBroker;
import io.jetpack.cli.message.delivery.Delivery;
import io.jetpack.cli.message.delivery.DeliveryOptions;
import io.jetpack.cli.message.outbox.EntryName;
import io.jetpack.cli.message.outbox.Outbox;
import io.jetpack.cli.message.outbox.OutboxFullException;
import io.jetpack.cli.message.outbox.OutboxLimits;
import io.jetpack.cli.node.Home;
import io.jetpack.cli.node.settings.Settings;
import io.jetpack.cli.node.settings.SettingsChoice;
import io.jetpack.cli.node.tree.NodeIdentity;
import io.jetpack.text.IoReason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;

/** A command's way to tell the cluster: into the outbox, and then to the broker. */
public final class Posting {

  private final CommandContext context;
  private final Settings settings;
  private final Optional<String> problem;
  private final Outbox outbox;
  private final NodeMessages messages;

  /**
   * @param problem what is wrong with the settings that were given, so that others hold
   */
  private Posting(
      CommandContext context,
      Settings settings,
      Optional<String> problem,
      Outbox outbox,
      NodeMessages messages) {
    this.context = context;
    this.settings = settings;
    this.problem = problem;
    this.outbox = outbox;
    this.messages = messages;
  }

  /**
   * The one of this node. Settings that cannot be read lose no message: it is queued by those that
   * the service accepted last, else by the defaults, and sent when the broker is known again.
   *
   * @throws CommandFailure when there is no home
   */
  public static Posting of(CommandContext context) {
    Home home = context.home();
    if (!Files.isDirectory(home.directory())) {
      throw new CommandFailure(
          ExitCodes.FAILED,
          "there is no home '%s'; name the agent's home by --home or %s"
              .formatted(home.directory(), Home.VARIABLE));
    }
    SettingsChoice choice = context.settingsToGoOnWith();
    Settings settings = choice.settings();
    return new Posting(
        context,
        settings,
        choice.problem(),
        Outbox.of(home, limits(settings)),
        new NodeMessages(NodeIdentity.read(home), InstantSource.system()));
  }

  static OutboxLimits limits(Settings settings) {
    return new OutboxLimits(settings.outbox().limitMessages(), settings.outbox().limitBytes());
  }

  /** Makes messages of this node. */
  NodeMessages messages() {
    return messages;
  }

  /** All bytes of stdin. */
  byte[] input() {
    return limited(context.console().in(), "stdin");
  }

  /** All bytes of a file. */
  byte[] file(String name) {
    Path path = path(name);
    if (Files.isDirectory(path)) {
      throw failure("'%s' is a folder; --file takes a file".formatted(name));
    }
    if (Files.notExists(path)) {
      throw failure("there is no file '%s'".formatted(name));
    }
    if (!Files.isRegularFile(path)) {
      throw failure(
          "'%s' is no regular file; 'jetpack send - < %s' sends what comes out of it"
              .formatted(name, name));
    }
    try {
      long size = Files.size(path);
      if (size > settings.outbox().messageLimitBytes()) {
        throw tooLarge("'%s' has %,d bytes".formatted(name, size));
      }
      try (InputStream in = Files.newInputStream(path)) {
        return limited(in, "'%s'".formatted(name));
      }
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCodes.FAILED, "'%s' can not be read: %s".formatted(name, IoReason.of(e)), e);
    }
  }

  private static Path path(String name) {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw new CommandFailure(ExitCodes.FAILED, "'%s' is no file name".formatted(name), e);
    }
  }

  private byte[] limited(InputStream in, String what) {
    int limit = settings.outbox().messageLimitBytes();
    try {
      byte[] bytes = in.readNBytes(limit + 1);
      if (bytes.length > limit) {
        throw tooLarge("%s has more than %,d bytes".formatted(what, limit));
      }
      return bytes;
    } catch (IOException e) {
      throw new CommandFailure(ExitCodes.FAILED, what + " can not be read: " + IoReason.of(e), e);
    }
  }

  private CommandFailure tooLarge(String what) {
    return failure(
        String.format(
            Locale.ROOT,
            "%s; a message has at most %,d ('outbox.message_limit_bytes')",
            what,
            settings.outbox().messageLimitBytes()));
  }

  private static CommandFailure failure(String text) {
    return new CommandFailure(ExitCodes.FAILED, text);
  }

  /**
   * Puts a message of the agent's own into the outbox.
   *
   * @throws CommandFailure when that can not be
   */
  public void tell(MessageData data) throws InterruptedException {
    Message message = messages.of(data);
    if (message.body().length() > settings.outbox().messageLimitBytes()) {
      throw tooLarge(
          String.format(Locale.ROOT, "the message has %,d bytes", message.body().length()));
    }
    EntryName _ = put(message);
  }

  private EntryName put(Message message) throws InterruptedException {
    try {
      // what was said before leaves before
      new HandedOver(outbox, () -> messages, context.console()::warn).takeInWhatIsQuick();
    } catch (IOException e) {
      // told below, where there is no room for this one either
    }
    try {
      return outbox.put(message);
    } catch (OutboxFullException e) {
      throw new CommandFailure(ExitCodes.FAILED, "the message is not queued: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCodes.FAILED,
          "the message is not queued, " + context.home().unwritable(outbox.folder().root(), e),
          e);
    }
  }

  /**
   * Puts a message, and sees to it that it is sent as far as the options want that.
   *
   * @return the exit code
   */
  int post(Message message, DeliveryOptions options) throws InterruptedException {
    EntryName name = put(message);
    if (options.leavesItToTheService()) {
      return ExitCodes.DONE;
    }
    Delivery delivery =
        new Delivery(
            outbox.folder(),
            this::broker,
            problem.orElse(NoBroker.REASON),
            settings.outbox().keepUnroutable());
    try {
      Delivery.Result result =
          delivery.deliver(name, message.routingKey(), options.timeout(), options.effort());
      return told(result, options.waits());
    } catch (IOException e) {
      return told(new Delivery.Result.Queued(IoReason.withFile(e)), options.waits());
    }
  }

  private Optional<Broker> broker() {
    if (problem.isPresent()) {
      // nobody knows whether it still is the one that was accepted last
      return Optional.empty();
    }
    return Brokers.find(context, settings);
  }

  private int told(Delivery.Result result, boolean wait) {
    return switch (result) {
      case Delivery.Result.Confirmed(), Delivery.Result.LeftToService() -> ExitCodes.DONE;
      case Delivery.Result.SetAside(Path file, String reason) ->
          throw failure("%s; the message is kept as '%s'".formatted(reason, file));
      case Delivery.Result.Queued(String reason) -> {
        if (wait) {
          throw new CommandFailure(
              ExitCodes.UNREACHABLE, "the message is queued and not confirmed: " + reason);
        }
        context.console().warn("the message is queued and will be sent later: " + reason);
        yield ExitCodes.DONE;
      }
    };
  }
}
