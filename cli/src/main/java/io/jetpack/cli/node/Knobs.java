package io.jetpack.cli.node;

import io.jetpack.healthcheck.CheckRunner;
import io.jetpack.healthcheck.service.ServicePlan;
import io.jetpack.runner.RunnerSettings;
import io.jetpack.runner.ScriptRequest;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Everything that an operator can choose. */
final class Knobs {

  static final Knob<List<String>> BATCH_COMMAND =
      new Knob<>(
          "runner.batch_command",
          List.of(),
          new KnobForm.CommandWords(),
          "The command line that runs batch files, to which a file's path is appended. Empty:"
              + " cmd.exe on Windows, and elsewhere batch files can not run. With Wine:"
              + " [\"wine\", \"cmd.exe\", \"/d\", \"/c\"].");

  static final Knob<Integer> WARM_CONTEXTS =
      new Knob<>(
          "runner.warm_contexts",
          RunnerSettings.DEFAULT_WARM_CONTEXTS,
          new KnobForm.WholeNumber(1, 10_000),
          "How many idle Python interpreters are kept ready for the next runs at most; all Python"
              + " checks share them. One costs 6 to 10 MB of memory; the least recently used goes"
              + " first.");

  static final Knob<Integer> PARALLEL =
      new Knob<>(
          "healthcheck.parallel",
          CheckRunner.DEFAULT_PARALLELISM,
          new KnobForm.WholeNumber(1, 256),
          "How many checks run at once.");

  static final Knob<Duration> TIMEOUT =
      new Knob<>(
          "healthcheck.timeout",
          ScriptRequest.DEFAULT_TIME_LIMIT,
          new KnobForm.Time(),
          "How long a check may run that says nothing about it ('# jetpack: timeout=20s').");

  static final Knob<Integer> OUTPUT_LIMIT_BYTES =
      new Knob<>(
          "healthcheck.output_limit_bytes",
          ScriptRequest.DEFAULT_OUTPUT_LIMIT_BYTES,
          new KnobForm.WholeNumber(0, 64 * 1024 * 1024),
          "How many bytes are kept of what a check writes to stdout, and as many of stderr. Of more"
              + " than that, the beginning and the end are kept.");

  static final Knob<Duration> KILL_GRACE =
      new Knob<>(
          "healthcheck.kill_grace",
          ScriptRequest.DEFAULT_KILL_GRACE,
          new KnobForm.Time(),
          "How long a check that is ended has between SIGTERM and SIGKILL.");

  static final Knob<Duration> INTERVAL =
      new Knob<>(
          "healthcheck.interval",
          ServicePlan.DEFAULTS.interval(),
          new KnobForm.Time(),
          "The time between two runs of a check that says nothing about it ('# jetpack:"
              + " interval=1m'); 5m on Windows. The variable INTERVAL of the system unit, in"
              + " minutes, holds where this is not set.");

  static final Knob<Duration> CONFIRM_DELAY =
      new Knob<>(
          "healthcheck.confirm_delay",
          ServicePlan.DEFAULTS.confirmDelay(),
          new KnobForm.Time(),
          "How long after a 254 a check runs again that has to say so several times ('# jetpack:"
              + " confirm=3').");

  static final Knob<Duration> REMINDER =
      new Knob<>(
          "healthcheck.reminder",
          ServicePlan.DEFAULTS.reminder(),
          new KnobForm.Time(),
          "How long after an event about a check the next one follows, while nothing changes.");

  static final Knob<Boolean> STRICT_PERMISSIONS =
      new Knob<>(
          "healthcheck.strict_permissions",
          ServicePlan.DEFAULTS.strictPermissions(),
          new KnobForm.Switch(),
          "Whether scripts are refused that others than root may change, or a folder above them."
              + " Otherwise there is a warning.");

  static final Knob<String> ACTION =
      new Knob<>(
          "termination.action",
          "request",
          new KnobForm.Name(),
          "What is done when a check says 254 and nothing holds the node: 'request' asks the"
              + " cluster's server, 'command' runs termination.command, 'none' only says what it"
              + " would do.");

  static final Knob<List<String>> COMMAND =
      new Knob<>(
          "termination.command",
          List.of(),
          new KnobForm.CommandWords(),
          "The command line that is run with JETPACK_TERMINATION (requested or withdrawn),"
              + " JETPACK_CHECK, JETPACK_REASON, JETPACK_ATTEMPT and JETPACK_REQUESTED_AT in its"
              + " environment. It has 2 minutes.");

  static final Knob<Integer> METRICS_PORT =
      new Knob<>(
          "metrics.port",
          0,
          new KnobForm.WholeNumber(0, 65_535),
          "The port on the loopback address where the service shows /metrics (OpenMetrics) and"
              + " /healthz. 0: nowhere.");

  static final Knob<Optional<Path>> METRICS_FILE =
      new Knob<>(
          "metrics.file",
          Optional.empty(),
          new KnobForm.AbsolutePath(),
          "The file that the service writes the metrics to, for node_exporter's textfile collector;"
              + " it ends in .prom. Empty: none.");

  static final Knob<String> METADATA_PROVIDER =
      new Knob<>(
          "metadata.provider",
          Settings.Metadata.AUTO,
          new KnobForm.Name(),
          "Whose metadata service is asked about this node: azure, ec2, gce, none, or that of the"
              + " provider that the firmware names (auto).");

  static final Knob<Optional<URI>> METADATA_BASE =
      new Knob<>(
          "metadata.base",
          Optional.empty(),
          new KnobForm.WebAddress(),
          "Where it is asked. Empty: at http://169.254.169.254, where every provider answers.");

  static final Knob<Duration> METADATA_TIMEOUT =
      new Knob<>(
          "metadata.timeout",
          Duration.ofMillis(900),
          new KnobForm.Time(),
          "How long all of its answers together may take.");

  static final Knob<Duration> METADATA_MAX_AGE =
      new Knob<>(
          "metadata.max_age",
          Duration.ofMinutes(5),
          new KnobForm.Time(),
          "How long an answer, kept in run/metadata.json, is used instead of asking again.");

  static final Knob<Integer> LOG_BYTES =
      new Knob<>(
          "log.limit_bytes",
          10 * 1024 * 1024,
          new KnobForm.WholeNumber(4096, 1024 * 1024 * 1024),
          "How large a log of the agent grows before a new one is begun.");

  static final Knob<Integer> LOGS_KEPT =
      new Knob<>("log.kept", 5, new KnobForm.WholeNumber(1, 1000), "How many full logs are kept.");

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

  static final Knob<Optional<Path>> CONVERGE_BASE =
      new Knob<>(
          "converge.base",
          Optional.empty(),
          new KnobForm.AbsolutePath(),
          "Where cluster-init lies on the node. Empty: /mnt/cluster-init, on Windows"
              + " C:\\cluster-init.");

  static final Knob<Optional<Duration>> SCRIPT_TIMEOUT =
      new Knob<>(
          "converge.script_timeout",
          Optional.empty(),
          new KnobForm.OptionalTime(),
          "How long a cluster-init script may run. Empty: as long as it wants.");

  static final Knob<Optional<Path>> CHEF_CLIENT =
      new Knob<>(
          "converge.chef_client",
          Optional.empty(),
          new KnobForm.AbsolutePath(),
          "The chef-client or cinc-client that is run. Empty: the first one on the PATH, or in the"
              + " usual places.");

  static final Knob<Integer> FETCH_PARALLEL =
      new Knob<>(
          "converge.fetch_parallel",
          4,
          new KnobForm.WholeNumber(1, 64),
          "How many files are fetched from a locker at once.");

  static final Knob<Integer> FETCH_ATTEMPTS =
      new Knob<>(
          "converge.fetch_attempts",
          5,
          new KnobForm.WholeNumber(1, 100),
          "How often a file is tried that a locker does not deliver.");

  static final Knob<Duration> FETCH_RETRY =
      new Knob<>(
          "converge.fetch_retry",
          Duration.ofSeconds(1),
          new KnobForm.Time(),
          "How long to wait before the second attempt; each further wait is twice as long, at most"
              + " 30 times this.");

  static final Knob<Duration> FETCH_STALL =
      new Knob<>(
          "converge.fetch_stall",
          Duration.ofSeconds(30),
          new KnobForm.Time(),
          "How long a locker may send nothing before the attempt counts as failed.");

  static final List<Knob<?>> ALL =
      List.of(
          BATCH_COMMAND,
          WARM_CONTEXTS,
          INTERVAL,
          PARALLEL,
          TIMEOUT,
          OUTPUT_LIMIT_BYTES,
          KILL_GRACE,
          CONFIRM_DELAY,
          REMINDER,
          STRICT_PERMISSIONS,
          ACTION,
          COMMAND,
          METRICS_PORT,
          METRICS_FILE,
          METADATA_PROVIDER,
          METADATA_BASE,
          METADATA_TIMEOUT,
          METADATA_MAX_AGE,
          AMQP_URI,
          AMQP_CREDENTIALS_FILE,
          AMQP_CA_FILE,
          AMQP_CERTIFICATE_FILE,
          AMQP_KEY_FILE,
          AMQP_ALLOW_PLAIN_PASSWORD,
          AMQP_HEARTBEAT,
          LOG_BYTES,
          LOGS_KEPT,
          OUTBOX_MESSAGES,
          OUTBOX_BYTES,
          MESSAGE_BYTES,
          KEEP_UNROUTABLE,
          CONVERGE_BASE,
          SCRIPT_TIMEOUT,
          CHEF_CLIENT,
          FETCH_PARALLEL,
          FETCH_ATTEMPTS,
          FETCH_RETRY,
          FETCH_STALL);

  private Knobs() {}
}
