package io.jetpack.cli.node.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** What an operator can choose about a converge. */
final class ConvergeKnobs {

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

  private ConvergeKnobs() {}
}
