package io.jetpack.cli.config;

import io.jetpack.cli.CommandContext;
import io.jetpack.cli.config.cloud.ProviderMetadata;
import io.jetpack.cli.config.facts.MachineFacts;
import io.jetpack.cli.config.tree.NodeFile;
import io.jetpack.cli.config.tree.NodeTree;
import io.jetpack.cli.config.tree.Source;
import java.util.List;

/** Puts the node's configuration together from all its sources. */
final class NodeConfiguration {

  private NodeConfiguration() {}

  static NodeTree of(CommandContext context) {
    NodeFile file = new NodeFile(context.home().nodeFile());
    file.warning().ifPresent(context.console()::warn);
    return new NodeTree(file, () -> sources(context));
  }

  /** The first one wins. */
  private static List<Source> sources(CommandContext context) {
    Source facts = new MachineFacts(context.console()::warn);
    Source provider =
        new ProviderMetadata(
            () -> context.settings().metadata(),
            context.home().run().resolve("metadata.json"),
            context.console()::warn);
    return List.of(new OwnValues(context, List.of(provider, facts)), facts, provider);
  }
}
