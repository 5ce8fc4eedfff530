package io.jetpack.cli.node.settings;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** What an operator can choose about the node's own directories, facts and logs. */
final class NodeKnobs {

  static final Knob<Optional<Path>> RUN =
      new Knob<>(
          "node.run",
          Optional.empty(),
          new KnobForm.AbsolutePath(),
          "Where the agent keeps the state of this node, for example /run/jetpack where the home is"
              + " read-only or shared by several nodes. Empty: in run of the home.");

  static final Knob<Optional<Path>> LOGS =
      new Knob<>(
          "node.logs",
          Optional.empty(),
          new KnobForm.AbsolutePath(),
          "Where the logs go, for example /var/log/jetpack. Empty: in logs of the home. After a"
              + " change of these two call 'jetpack install' again.");

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

  private NodeKnobs() {}
}
