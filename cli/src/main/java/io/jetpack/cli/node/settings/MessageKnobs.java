package io.jetpack.cli.node.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** What an operator can choose about messages and the broker. */
final class MessageKnobs {

  static final Knob<Integer> OUTBOX_MESSAGES =
      new Knob<>(
          "outbox.limit_messages",
          10_000,
          new KnobForm.WholeNumber(10, 1_000_000),
          "How many messages are kept while no broker takes them. When there are more, the oldest"
              + " log of low priority goes first, and a request for termination last.");

  static final Knob<Integer> OUTBOX_BYTES =
      new Knob<>(
          "outbox.limit_bytes",
          64 * 1024 * 1024,
          new KnobForm.WholeNumber(1024 * 1024, 999_999_999),
          "How large these messages are together at most.");

  static final Knob<Integer> MESSAGE_BYTES =
      new Knob<>(
          "outbox.message_limit_bytes",
          16 * 1024 * 1024,
          new KnobForm.WholeNumber(1024, 128 * 1024 * 1024),
          "How large a message of 'jetpack log' or 'jetpack send' may be.");

  static final Knob<Duration> KEEP_UNROUTABLE =
      new Knob<>(
          "outbox.keep_unroutable",
          Duration.ofDays(1),
          new KnobForm.Time(),
          "How long a message is tried again that the broker has no queue for. Then it is kept in"
              + " run/outbox/aside/; a request for termination is tried for ever.");

  static final Knob<Optional<AmqpUri>> AMQP_URI =
      new Knob<>(
          "amqp.uri",
          Optional.empty(),
          new KnobForm.BrokerUri(),
          "The broker that messages go to: amqps://HOST:PORT/VHOST, or amqp:// without encryption."
              + " USER:PASSWORD@ may stand before the host when nobody else can read this file;"
              + " amqp.credentials_file is the better place. Without both it is guest:guest, or the"
              + " client certificate alone. Empty: messages wait in the outbox.");

  static final Knob<Optional<Path>> AMQP_CREDENTIALS_FILE =
      new Knob<>(
          "amqp.credentials_file",
          Optional.empty(),
          new KnobForm.AbsolutePath(),
          "A file with USER:PASSWORD, or with both on a line each. Nobody but its owner may read"
              + " it, and the owner is root or the user of the agent. It is read anew for each"
              + " connection. Empty: none.");

  static final Knob<Optional<Path>> AMQP_CA_FILE =
      new Knob<>(
          "amqp.ca_file",
          Optional.empty(),
          new KnobForm.AbsolutePath(),
          "The certificates of the authorities that a broker's certificate may come from, in PEM."
              + " Empty: those of the Java runtime.");

  static final Knob<Optional<Path>> AMQP_CERTIFICATE_FILE =
      new Knob<>(
          "amqp.certificate_file",
          Optional.empty(),
          new KnobForm.AbsolutePath(),
          "The node's own certificate, then those between it and its authority, in PEM. Empty:"
              + " none.");

  static final Knob<Optional<Path>> AMQP_KEY_FILE =
      new Knob<>(
          "amqp.key_file",
          Optional.empty(),
          new KnobForm.AbsolutePath(),
          "The key of that certificate, in PEM (PKCS #8, not encrypted), which nobody but its owner"
              + " may read. Empty: none.");

  static final Knob<Boolean> AMQP_ALLOW_PLAIN_PASSWORD =
      new Knob<>(
          "amqp.allow_plain_password",
          false,
          new KnobForm.Switch(),
          "Whether amqp:// may send a password to another machine, where everybody on the way can"
              + " read it.");

  static final Knob<Duration> AMQP_HEARTBEAT =
      new Knob<>(
          "amqp.heartbeat",
          Duration.ofSeconds(10),
          new KnobForm.Time(),
          "How often the agent and the broker must hear of one another, in whole seconds. After two"
              + " in vain the connection is over and a new one is made.");

  private MessageKnobs() {}
}
