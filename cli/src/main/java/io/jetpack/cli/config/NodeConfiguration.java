package io.jetpack.cli.config;

import io.jetpack.cli.CommandContext;
import io.jetpack.cli.config.tree.NodeFile;
import io.jetpack.cli.config.tree.NodeTree;
import java.util.List;

/** Puts the node's configuration together from all its sources. */
final class NodeConfiguration {

  private NodeConfiguration() {}

  static NodeTree of(CommandContext context) {
    NodeFile file = new NodeFile(context.home().nodeFile());
    file.warning().ifPresent(context.console()::warn);
    return new NodeTree(file, List.of());
  }
}
