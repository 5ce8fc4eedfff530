package io.jetpack.cli.program;

import io.jetpack.cli.CommandFailure;
import io.jetpack.cli.CommandPlugin;
import io.jetpack.cli.Console;
import io.jetpack.cli.PluginKind;
import io.jetpack.healthcheck.ScriptPermissions;
import io.jetpack.text.IoReason;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the commands of the program, and in the same way those of the jars in a folder. Each jar
 * has a class loader of its own, so that jars can not disturb one another. A jar that is broken
 * costs one warning and nothing else.
 */
final class CommandLoader {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*(?: [a-z][a-z0-9-]*)*");

  private final ClassLoader program = CommandLoader.class.getClassLoader();
  private final CommandCatalog catalog = new CommandCatalog();
  private final Console console;

  CommandLoader(Console console) {
    this.console = console;
  }

  /** The commands of the program itself. */
  CommandCatalog loadOwn() {
    load(new OwnServices(program), Optional.empty());
    catalog.addLoader(program);
    return catalog;
  }

  /** Adds the commands of the jars in a folder. */
  void loadJars(Path folder) {
    for (Path jar : jars(folder)) {
      loadJar(jar);
    }
  }

  private List<Path> jars(Path folder) {
    List<Path> jars = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*.jar")) {
      found.forEach(jars::add);
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    } catch (AccessDeniedException e) {
      console.warn("the plugins in '%s' can not be read by this user".formatted(folder));
    } catch (IOException e) {
      console.warn("the plugins in '%s' can not be read: %s".formatted(folder, IoReason.of(e)));
    }
    return jars.stream().sorted().toList();
  }

  private void loadJar(Path jar) {
    Optional<String> others = ScriptPermissions.warning(jar);
    if (others.isPresent()) {
      warn(jar, "it is not loaded: " + others.get());
      return;
    }
    List<PluginKind> kinds;
    try (JarFile opened = new JarFile(jar.toFile())) {
      kinds =
          Stream.of(PluginKind.values())
              .filter(kind -> opened.getEntry(kind.entry()) != null)
              .toList();
    } catch (IOException e) {
      warn(jar, "it is damaged or not readable; copy it again or remove it");
      return;
    }
    if (kinds.isEmpty()) {
      warn(
          jar,
          "it names no plugin in META-INF/services; 'jetpack help plugins' lists what it may name");
      return;
    }
    try {
      URL[] urls = {jar.toUri().toURL()};
      // stays open as long as the program runs, for classes that a command loads later
      ClassLoader loader = new URLClassLoader(jar.toString(), urls, program);
      int found = load(loader, Optional.of(jar));
      catalog.addJar(jar, kinds, loader);
      if (kinds.contains(PluginKind.COMMAND) && found == 0) {
        warn(jar, "no class that it names is a command");
      }
    } catch (CommandFailure e) {
      warn(jar, String.valueOf(e.getMessage()));
    } catch (ServiceConfigurationError e) {
      String message = String.valueOf(e.getMessage());
      warn(jar, "can not be loaded: " + message.substring(message.indexOf(": ") + 1).strip());
    } catch (IOException | RuntimeException | LinkageError e) {
      String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      warn(jar, "can not be loaded: %s: %s".formatted(e.getClass().getSimpleName(), message));
    }
  }

  /** Returns how many commands there were. */
  private int load(ClassLoader loader, Optional<Path> jar) {
    Iterator<ServiceLoader.Provider<CommandPlugin>> found =
        ServiceLoader.load(CommandPlugin.class, loader).stream().iterator();
    int count = 0;
    while (found.hasNext()) {
      ServiceLoader.Provider<CommandPlugin> provider = found.next();
      // a jar's loader also finds what is built in
      if (jar.isEmpty() || Objects.equals(provider.type().getClassLoader(), loader)) {
        add(provider.get(), jar);
        count++;
      }
    }
    return count;
  }

  private void add(CommandPlugin plugin, Optional<Path> jar) {
    LoadedCommand command = new LoadedCommand(plugin.name(), plugin.purpose(), plugin, jar);
    if (!NAME.matcher(command.name()).matches()) {
      throw CommandFailure.usage(
          "'%s' is no name for a command, which is made of lower-case words"
              .formatted(command.name()));
    }
    Optional<LoadedCommand> other = catalog.add(command);
    if (other.isEmpty()) {
      return;
    }
    String message =
        "there is already a command '%s' (%s)".formatted(command.name(), other.get().origin());
    if (jar.isEmpty()) {
      throw new IllegalStateException(message);
    }
    warn(jar.get(), message + ", so this one is left out");
  }

  private void warn(Path jar, String reason) {
    console.warn("plugin '%s': %s".formatted(jar, reason));
  }
}
