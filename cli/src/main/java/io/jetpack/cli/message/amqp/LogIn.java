package io.jetpack.cli.message.amqp;

import io.jetpack.cli.message.broker.BrokerUnavailableException;
import io.jetpack.cli.node.settings.AmqpCredentials;
import io.jetpack.cli.node.settings.AmqpUri;
import io.jetpack.cli.node.settings.Settings;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Who we say that we are. */
final class LogIn {

  /** What every broker of this kind knows when it is new, for callers on its own machine. */
  private static final AmqpCredentials GUEST = new AmqpCredentials("guest", "guest");

  private LogIn() {}

  /**
   * User and password: the file's, else the URI's, else the guest's.
   *
   * @return nothing when the client certificate alone says who we are
   */
  static Optional<AmqpCredentials> credentials(Settings.Amqp settings, AmqpUri uri)
      throws BrokerUnavailableException {
    if (settings.credentialsFile().isPresent()) {
      return Optional.of(read(settings.credentialsFile().get()));
    }
    if (uri.credentials().isEmpty() && settings.certificateFile().isPresent()) {
      return Optional.empty();
    }
    return Optional.of(uri.credentials().orElse(GUEST));
  }

  private static AmqpCredentials read(Path file) throws BrokerUnavailableException {
    byte[] bytes = PrivateFile.read(file, "amqp.credentials_file");
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new BrokerUnavailableException(
          "amqp.credentials_file '%s' is not UTF-8; convert it".formatted(file));
    }
    List<String> lines = text.lines().toList();
    String first = lines.isEmpty() ? "" : lines.getFirst();
    int colon = first.indexOf(':');
    if (lines.size() == 2 && !first.isEmpty() && !lines.getLast().isEmpty()) {
      return new AmqpCredentials(first, lines.getLast());
    }
    if (lines.size() == 1 && colon > 0 && colon < first.length() - 1) {
      return new AmqpCredentials(first.substring(0, colon), first.substring(colon + 1));
    }
    throw new BrokerUnavailableException(
        "amqp.credentials_file '%s' has to hold USER:PASSWORD, or both on a line each, and nothing"
                .formatted(file)
            + " else");
  }
}
