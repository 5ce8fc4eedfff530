package io.jetpack.cli.config;

import com.beust.jcommander.Parameter;
import io.jetpack.cli.Command;
import io.jetpack.cli.CommandContext;
import io.jetpack.cli.CommandFailure;
import io.jetpack.cli.ExitCodes;
import io.jetpack.cli.node.tree.Key;
import io.jetpack.cli.node.tree.NodeTree;
import io.jetpack.cli.node.tree.PythonJson;
import io.jetpack.cli.node.tree.PythonText;
import io.jetpack.cli.node.tree.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Prints a value of the node's configuration, or what was given for the case that there is none.
 */
final class ConfigCommand implements Command {

  static final String JSON = "--json";
  static final String TYPED = "--typed";

  @Parameter(
      placeholder = "KEY [DEFAULT]",
      description = "what to print, and what instead when there is no such key")
  private List<String> words;

  @Parameter(
      names = JSON,
      description = "print JSON: an object as it is, anything else as {KEY: value}",
      order = 0)
  private boolean json;

  @Parameter(names = TYPED, description = "answer the Python package", hidden = true)
  private boolean typed;

  /** One whose words are set afterwards. */
  ConfigCommand() {
    this(new ArrayList<>(), false, false);
  }

  ConfigCommand(List<String> words, boolean json, boolean typed) {
    this.words = words;
    this.json = json;
    this.typed = typed;
  }

  @Override
  public int run(CommandContext context) {
    if (words.size() > 2) {
      throw CommandFailure.usage(
          "'jetpack config' takes a key and a default, but there is also '%s'; put quotes around what belongs together"
              .formatted(words.get(2)));
    }
    context.console().out().print((typed ? typed(context) : text(context)) + "\n");
    context.console().out().flush();
    IndexFile.refresh(context);
    return ExitCodes.DONE;
  }

  private String typed(CommandContext context) {
    return TypedAnswer.of(context, words.stream().findFirst());
  }

  private String text(CommandContext context) {
    if (context.console().errIsTerminal()) {
      // scripts call this hundreds of times, and some take stderr for a value; the service logs it
      NodeConfiguration.file(context).warning().ifPresent(context.console()::warn);
    }
    NodeTree tree = NodeConfiguration.of(context, context.console()::warn);
    return words.isEmpty() ? everything(tree) : value(tree, words.getFirst());
  }

  private String everything(NodeTree tree) {
    Value.Tree all = tree.all();
    return json ? PythonJson.of(all) : String.join("\n", PythonJson.sorted(all.values()));
  }

  private String value(NodeTree tree, String name) {
    Key key = Key.of(name);
    Optional<Value> found = tree.find(key);
    if (found.isEmpty() && words.size() < 2) {
      throw new CommandFailure(ExitCodes.FAILED, tree.missing(key));
    }
    Value value = found.orElseGet(() -> new Value.Text(words.get(1)));
    if (!json) {
      return PythonText.of(value);
    }
    return PythonJson.of(value instanceof Value.Tree ? value : new Value.Tree(Map.of(name, value)));
  }
}
