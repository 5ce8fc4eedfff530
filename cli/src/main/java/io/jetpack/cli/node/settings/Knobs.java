package io.jetpack.cli.node.settings;

import java.util.List;

/** Everything that an operator can choose, in the order of {@code config/jetpack.toml}. */
public final class Knobs {

  public static final List<Knob<?>> ALL =
      List.of(
          NodeKnobs.RUN,
          NodeKnobs.LOGS,
          CheckKnobs.BATCH_COMMAND,
          CheckKnobs.WARM_CONTEXTS,
          CheckKnobs.INTERVAL,
          CheckKnobs.PARALLEL,
          CheckKnobs.TIMEOUT,
          CheckKnobs.OUTPUT_LIMIT_BYTES,
          CheckKnobs.KILL_GRACE,
          CheckKnobs.CONFIRM_DELAY,
          CheckKnobs.REMINDER,
          CheckKnobs.STRICT_PERMISSIONS,
          CheckKnobs.ACTION,
          CheckKnobs.COMMAND,
          CheckKnobs.METRICS_PORT,
          CheckKnobs.METRICS_FILE,
          NodeKnobs.METADATA_PROVIDER,
          NodeKnobs.METADATA_BASE,
          NodeKnobs.METADATA_TIMEOUT,
          NodeKnobs.METADATA_MAX_AGE,
          MessageKnobs.AMQP_URI,
          MessageKnobs.AMQP_CREDENTIALS_FILE,
          MessageKnobs.AMQP_CA_FILE,
          MessageKnobs.AMQP_CERTIFICATE_FILE,
          MessageKnobs.AMQP_KEY_FILE,
          MessageKnobs.AMQP_ALLOW_PLAIN_PASSWORD,
          MessageKnobs.AMQP_HEARTBEAT,
          NodeKnobs.LOG_BYTES,
          NodeKnobs.LOGS_KEPT,
          MessageKnobs.OUTBOX_MESSAGES,
          MessageKnobs.OUTBOX_BYTES,
          MessageKnobs.MESSAGE_BYTES,
          MessageKnobs.KEEP_UNROUTABLE,
          ConvergeKnobs.CONVERGE_BASE,
          ConvergeKnobs.SCRIPT_TIMEOUT,
          ConvergeKnobs.CHEF_CLIENT,
          ConvergeKnobs.FETCH_PARALLEL,
          ConvergeKnobs.FETCH_ATTEMPTS,
          ConvergeKnobs.FETCH_RETRY,
          ConvergeKnobs.FETCH_STALL);

  private Knobs() {}
}
