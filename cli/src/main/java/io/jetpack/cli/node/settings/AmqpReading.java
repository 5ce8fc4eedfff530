package io.jetpack.cli.node.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads what is said about the broker, and what of it does not fit together. */
final class AmqpReading {

  private static final Duration SHORTEST_HEARTBEAT = Duration.ofSeconds(1);
  private static final Duration LONGEST_HEARTBEAT = Duration.ofMinutes(10);

  private AmqpReading() {}

  static Settings.Amqp read(SettingsSources sources) {
    Settings.Amqp amqp =
        new Settings.Amqp(
            sources.value(MessageKnobs.AMQP_URI),
            sources.value(MessageKnobs.AMQP_CREDENTIALS_FILE),
            sources.value(MessageKnobs.AMQP_CA_FILE),
            sources.value(MessageKnobs.AMQP_CERTIFICATE_FILE),
            sources.value(MessageKnobs.AMQP_KEY_FILE),
            sources.value(MessageKnobs.AMQP_ALLOW_PLAIN_PASSWORD),
            sources.value(MessageKnobs.AMQP_HEARTBEAT));
    amqp.uri().ifPresent(uri -> check(uri, amqp, sources));
    if (amqp.certificateFile().isPresent() != amqp.keyFile().isPresent()) {
      Knob<?> alone =
          amqp.keyFile().isPresent()
              ? MessageKnobs.AMQP_KEY_FILE
              : MessageKnobs.AMQP_CERTIFICATE_FILE;
      sources.mistake(
          alone, "stands alone; write amqp.certificate_file and amqp.key_file, or neither");
    }
    if (amqp.heartbeat().compareTo(SHORTEST_HEARTBEAT) < 0
        || amqp.heartbeat().compareTo(LONGEST_HEARTBEAT) > 0) {
      sources.mistake(MessageKnobs.AMQP_HEARTBEAT, "must be a duration from 1s to 10m");
    }
    return amqp;
  }

  private static void check(AmqpUri uri, Settings.Amqp amqp, SettingsSources sources) {
    if (amqp.wouldTellAPassword()) {
      sources.mistake(
          MessageKnobs.AMQP_URI,
          "would send a password over the network to '%s' for all to read; write amqps://, or, if"
                  .formatted(uri.place())
              + " that network is yours alone, amqp.allow_plain_password = true");
    }
    if (uri.credentials().isPresent() && amqp.credentialsFile().isPresent()) {
      sources.mistake(
          MessageKnobs.AMQP_CREDENTIALS_FILE,
          "and amqp.uri both name a user; take the user and password out of amqp.uri");
    }
    for (Knob<Optional<Path>> knob :
        List.of(
            MessageKnobs.AMQP_CA_FILE,
            MessageKnobs.AMQP_CERTIFICATE_FILE,
            MessageKnobs.AMQP_KEY_FILE)) {
      if (!uri.encrypted() && sources.value(knob).isPresent()) {
        sources.mistake(
            knob, "is for TLS, and amqp.uri asks for none; write amqps:// there, or \"\" here");
      }
    }
  }
}
