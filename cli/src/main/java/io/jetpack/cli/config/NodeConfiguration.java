package io.jetpack.cli.config;

import io.jetpack.cli.CommandContext;
import io.jetpack.cli.config.cloud.ProviderMetadata;
import io.jetpack.cli.config.facts.MachineFacts;
import io.jetpack.cli.node.settings.Settings;
import io.jetpack.cli.node.settings.SettingsChoice;
import io.jetpack.cli.node.tree.NodeFile;
import io.jetpack.cli.node.tree.NodeTree;
import io.jetpack.cli.node.tree.Source;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Puts the node's configuration together from all its sources. */
final class NodeConfiguration {

  private NodeConfiguration() {}

  /**
   * The tree; nothing is read yet.
   *
   * @param warnings is told what can not be had, each sentence once
   */
  static NodeTree of(CommandContext context, Consumer<String> warnings) {
    return new NodeTree(file(context), () -> sources(context, once(warnings)));
  }

  static NodeFile file(CommandContext context) {
    return new NodeFile(context.home().nodeFile());
  }

  private static Consumer<String> once(Consumer<String> warnings) {
    Set<String> told = ConcurrentHashMap.newKeySet();
    return sentence -> {
      if (told.add(sentence)) {
        warnings.accept(sentence);
      }
    };
  }

  /** Where values may be that are not in the node's file: keys, and all that begins with them. */
  static Set<String> elsewhere(CommandContext context) {
    Set<String> keys = new TreeSet<>(OwnValues.KEYS);
    for (Source source : sources(context, _ -> {})) {
      if (!(source instanceof OwnValues)) {
        keys.addAll(source.sections());
      }
    }
    return keys;
  }

  /** What a mistake in other settings must not cost. */
  private static Settings.Metadata metadata(CommandContext context, Consumer<String> warnings) {
    SettingsChoice choice = context.settingsToGoOnWith();
    choice
        .problem()
        .ifPresent(reason ->
            warnings.accept(reason + "; the provider is asked by the settings that can be used"));
    return choice.settings().metadata();
  }

  /** The first one wins. */
  private static List<Source> sources(CommandContext context, Consumer<String> warnings) {
    Source facts = new MachineFacts(warnings);
    Source provider =
        new ProviderMetadata(
            () -> metadata(context, warnings),
            context.home().run().resolve("metadata.json"),
            warnings);
    return List.of(new OwnValues(context, List.of(provider, facts)), facts, provider);
  }
}
