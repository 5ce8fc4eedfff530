package io.jetpack.cli.config.cloud;

import io.jetpack.cli.node.tree.Value;

/** A cloud provider's metadata service. */
interface Provider {

  /** The name at the top of the tree. */
  String name();

  /** Whether the firmware says that this is a machine of this provider. */
  boolean owns(Firmware firmware);

  /**
   * Asks for everything.
   *
   * @throws NoMetadataException when it does not answer, or not as documented
   */
  Value.Tree ask(MetadataClient client) throws NoMetadataException, InterruptedException;

  /** The same for all providers: addresses and names, out of what was answered. */
  NeutralFacts neutral(Value.Tree answer);
}
