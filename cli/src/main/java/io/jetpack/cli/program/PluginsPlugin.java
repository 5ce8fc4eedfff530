package io.jetpack.cli.program;

import com.github.freva.asciitable.HorizontalAlign;
import io.jetpack.cli.Command;
import io.jetpack.cli.CommandPlugin;
import io.jetpack.cli.ExitCodes;
import io.jetpack.cli.PluginKind;
import io.jetpack.cli.TextTable;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code jetpack plugins}. */
public final class PluginsPlugin implements CommandPlugin {

  @Override
  public String name() {
    return "plugins";
  }

  @Override
  public String purpose() {
    return "list all commands and plugins, and where they come from";
  }

  @Override
  public String details() {
    return """
    A plugin is added by putting a jar into config/plugins of the home. The jar
    names its classes in META-INF/services, each in the file of the interface that
    it implements. These kinds of plugin there are:

    %s\
    """
        .formatted(
            Stream.of(PluginKind.values())
                .map(kind -> "%s: %s\n  %s".formatted(kind.label(), kind.purpose(), kind.service()))
                .collect(Collectors.joining("\n")));
  }

  @Override
  public Command create() {
    return context -> {
      List<List<String>> rows =
          ProgramContext.of(context).commands().all().stream()
              .map(command -> List.of(command.name(), command.origin(), command.purpose()))
              .toList();
      context.console().out().print(table("COMMAND", "FROM", "PURPOSE").text(rows));
      List<List<String>> jars =
          ProgramContext.of(context).commands().jars().entrySet().stream()
              .map(jar ->
                  List.of(String.valueOf(jar.getKey().getFileName()), labels(jar.getValue())))
              .toList();
      if (!jars.isEmpty()) {
        context.console().out().println();
        context.console().out().print(table("JAR", "OFFERS").text(jars));
      }
      return ExitCodes.DONE;
    };
  }

  private static TextTable table(String... headings) {
    return new TextTable(
        Stream.of(headings)
            .map(heading -> new TextTable.Heading(heading, HorizontalAlign.LEFT))
            .toList());
  }

  private static String labels(List<PluginKind> kinds) {
    return kinds.stream().map(PluginKind::label).collect(Collectors.joining(", "));
  }
}
