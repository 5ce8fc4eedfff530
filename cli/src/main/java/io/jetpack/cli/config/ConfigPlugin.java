package io.jetpack.cli.config;

import io.jetpack.cli.Command;
import io.jetpack.cli.CommandPlugin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code jetpack config}. */
public final class ConfigPlugin implements CommandPlugin {

  @Override
  public String name() {
    return "config";
  }

  @Override
  public String purpose() {
    return "print what this node is configured as";
  }

  @Override
  public String details() {
    return """
    KEY is a dotted path such as cyclecloud.cluster.name; a number leads into a
    list. DEFAULT is printed when the key does not exist; nothing is ever set.
    Without a key the names at the top are listed.

    The values are those of config/node.json; what is not there is looked for
    among the facts of this machine, named as Ohai names them (platform, memory,
    network, ...), then in the metadata of the cloud provider (azure, ec2, gce,
    cloud). True, False, None and lists are printed as Python prints them.

    exit codes: 0 printed; 1 there is no such key and no default, or the
    configuration can not be read.\
    """;
  }

  @Override
  public Command create() {
    return new ConfigCommand();
  }

  /** Scripts call this more than everything else. */
  @Override
  public Optional<Command> createQuickly(List<String> words) {
    List<String> arguments = new ArrayList<>();
    boolean json = false;
    boolean typed = false;
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (word.equals("--")) {
        arguments.addAll(words.subList(i + 1, words.size()));
        break;
      } else if (word.equals(ConfigCommand.JSON) && !json) {
        json = true;
      } else if (word.equals(ConfigCommand.TYPED)) {
        typed = true;
      } else if (word.startsWith("-")) {
        return Optional.empty();
      } else {
        arguments.add(word);
      }
    }
    return Optional.of(new ConfigCommand(arguments, json, typed));
  }
}
