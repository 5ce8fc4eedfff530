package io.jetpack.cli.program;

import io.jetpack.cli.CommandContext;
import io.jetpack.cli.Console;
import io.jetpack.cli.node.Home;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * What the program gives to its commands.
 *
 * @param commands all of them, for those that are about commands
 */
record ProgramContext(
    Home home,
    Console console,
    Map<String, String> environment,
    CommandCatalog commands,
    boolean verbose)
    implements CommandContext {

  /** What a command of the program itself was given. */
  static ProgramContext of(CommandContext context) {
    return (ProgramContext) context;
  }

  @Override
  public <T> List<T> services(Class<T> kind) {
    List<T> found = new ArrayList<>();
    for (ClassLoader loader : commands.loaders()) {
      Iterator<ServiceLoader.Provider<T>> providers =
          ServiceLoader.load(kind, loader).stream().iterator();
      try {
        while (providers.hasNext()) {
          ServiceLoader.Provider<T> provider = providers.next();
          // a jar's loader also finds what is built in
          if (loader.equals(ProgramContext.class.getClassLoader())
              || Objects.equals(provider.type().getClassLoader(), loader)) {
            found.add(provider.get());
          }
        }
      } catch (ServiceConfigurationError | LinkageError e) {
        console.warn("plugin '%s' can not be loaded: %s".formatted(loader, e.getMessage()));
      }
    }
    return found;
  }
}
