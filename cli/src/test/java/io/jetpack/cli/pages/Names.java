package io.jetpack.cli.pages;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Recognises by its form what a page names in backticks, and says when it does not exist. What has
 * none of these forms is taken for text.
 */
final class Names {

  /** What a name is, as far as its form says. */
  enum Kind {
    TYPE,
    PACKAGE,
    FILE,
    SETTING,
    VARIABLE,
    PROPERTY,
    HEADER,
    OPTION,
    COMMAND,
    BUILD,
    TEXT
  }

  /** What looks like one of ours and is not. */
  private static final Map<String, String> EXCEPTIONS =
      Map.of(
          "bin/jetpack config --typed",
              "an option for the program's own scripts, which help leaves out",
          "TimeoutStopSec", "a setting of systemd",
          "TasksMax", "a setting of systemd");

  private static final Pattern TYPE =
      Pattern.compile("@?([A-Z][A-Z0-9]*[a-z][A-Za-z0-9]*)(?:\\.([a-z]\\w*))?(?:\\(.*\\))?");
  private static final Pattern QUALIFIED =
      Pattern.compile("(io\\.jetpack[a-z0-9.]*)(?:\\.([A-Z]\\w*))?");
  private static final Pattern SETTING = Pattern.compile("([a-z]+)\\.([a-z_]+)");
  private static final Pattern VARIABLE = Pattern.compile("(JETPACK_[A-Z_]+)(?:=.*)?");
  private static final Pattern PROPERTY = Pattern.compile("-D([\\w.]+)(?:=(.*))?");
  private static final Pattern HEADER = Pattern.compile("(?:#|rem) jetpack: (.*)");
  private static final Pattern OPTION = Pattern.compile("(--?[a-z][a-z-]*)(?:[ =].*)?");
  private static final Pattern COMMAND = Pattern.compile("(?:\\S*/)?jetpack (.*)");
  private static final Pattern FILE = Pattern.compile("\\.?/?[\\w.*@-]+(?:/[\\w.*@-]*)*");
  private static final Pattern FILE_NAME = Pattern.compile("[\\w*-][\\w.*-]*\\.([a-z0-9]+)");

  /** Below the home of a node. */
  private static final Set<String> HOME =
      Set.of("bin", "config", "logs", "run", "scripts", "system");

  private final Checkout checkout;
  private final CommandWords commands;
  private final Set<String> settings;
  private final Set<String> tables;

  Names(Checkout checkout, CommandWords commands, Set<String> settings) {
    this.checkout = checkout;
    this.commands = commands;
    this.settings = settings;
    this.tables =
        settings.stream()
            .map(key -> key.substring(0, key.indexOf('.')))
            .collect(Collectors.toUnmodifiableSet());
  }

  /** What a name is. */
  Kind kind(String name) {
    if (EXCEPTIONS.containsKey(name)) {
      return Kind.TEXT;
    }
    if (HEADER.matcher(name).matches()) {
      return Kind.HEADER;
    }
    if (COMMAND.matcher(name).matches() || name.contains(" ") && commands.beginsWithCommand(name)) {
      return Kind.COMMAND;
    }
    if (name.contains("mvn ") || name.startsWith("make ")) {
      return Kind.BUILD;
    }
    if (PROPERTY.matcher(name).matches()) {
      return Kind.PROPERTY;
    }
    if (VARIABLE.matcher(name).matches()) {
      return Kind.VARIABLE;
    }
    if (OPTION.matcher(name).matches()) {
      return name.startsWith("--") ? Kind.OPTION : Kind.TEXT;
    }
    if (QUALIFIED.matcher(name).matches()) {
      return Kind.PACKAGE;
    }
    if (TYPE.matcher(name).matches()) {
      return Kind.TYPE;
    }
    Matcher setting = SETTING.matcher(name);
    if (setting.matches() && tables.contains(setting.group(1)) && !isFileName(name)) {
      return Kind.SETTING;
    }
    return isFile(name) ? Kind.FILE : Kind.TEXT;
  }

  private boolean isFile(String name) {
    return name.contains("/") ? FILE.matcher(name).matches() && isOurs(name) : isFileName(name);
  }

  private boolean isFileName(String name) {
    Matcher file = FILE_NAME.matcher(name);
    return file.matches() && checkout.hasExtension(file.group(1));
  }

  /** Of the machine's own paths only those that name us. */
  private static boolean isOurs(String path) {
    return !path.startsWith("/")
        || path.contains("jetpack")
        || path.contains("cyclecloud")
        || path.contains("healthcheck");
  }

  /** What is wrong with a name, if anything. */
  Optional<String> problem(Page page, String name) {
    boolean fine =
        switch (kind(name)) {
          case TYPE -> type(name);
          case PACKAGE -> qualified(name);
          case FILE -> file(page, name);
          case SETTING -> settings.contains(name) || checkout.says(name);
          case VARIABLE -> variable(name);
          case PROPERTY -> property(name);
          case HEADER -> header(name);
          case OPTION -> option(name);
          case COMMAND, BUILD, TEXT -> true;
        };
    if (!fine) {
      return Optional.of(
          "there is no %s '%s'".formatted(kind(name).name().toLowerCase(Locale.ROOT), name));
    }
    return switch (kind(name)) {
      case COMMAND -> command(name);
      case BUILD -> build(name);
      default -> Optional.empty();
    };
  }

  /** What is wrong with a command line that begins with the name of the program or of a command. */
  Optional<String> command(String line) {
    Matcher command = COMMAND.matcher(line);
    return commands.problem(command.matches() ? command.group(1) : line);
  }

  private boolean type(String name) {
    Matcher type = TYPE.matcher(name);
    if (!type.matches()) {
      return false;
    }
    String simpleName = type.group(1);
    String member = type.group(2);
    // Python's own have no file here, but the Python half of the program speaks of them
    return checkout.hasType(simpleName)
            && (member == null || checkout.hasMember(simpleName, member))
        || simpleName.endsWith("Error") && checkout.saysAnywhere(simpleName);
  }

  private boolean qualified(String name) {
    Matcher qualified = QUALIFIED.matcher(name);
    if (!qualified.matches()) {
      return false;
    }
    // of a type only the simple name counts, which stays when it moves
    return qualified.group(2) == null
        ? checkout.hasPackage(qualified.group(1))
        : checkout.hasType(qualified.group(2));
  }

  /**
   * A file of the checkout, by its path from the root, from the page, or by the end of its path; or
   * one that the program or the build makes, whose name then stands in a source.
   */
  private boolean file(Page page, String name) {
    String path = name.replaceFirst("^\\./", "").replaceAll("[A-Z_]*[A-Z][A-Z_]*(?=[./-]|$)", "*");
    Path beside = page.path().resolveSibling(path.replace('*', '_')).normalize();
    if (checkout.has(name)
        || checkout.has(beside.toString().replace('\\', '/'))
        || checkout.hasSomewhere(path)) {
      return true;
    }
    if (path.matches("(.*/)?target(/.*)?")) {
      return isSaid(path, checkout::saysAnywhere);
    }
    String first = path.split("/", -1)[0];
    boolean isInCheckout = !first.isEmpty() && !HOME.contains(first) && checkout.has(first);
    return !isInCheckout && isSaid(path, checkout::says);
  }

  /** Whether the sources name each part of a path that is no placeholder and no version. */
  private static boolean isSaid(String path, Predicate<String> sources) {
    return List.of(path.split("[/*]+|-\\d+\\.\\d+\\.\\d+", -1)).stream()
        .filter(part -> part.length() > 1)
        .map(part -> part.replaceAll("^[.-]+|[.-]+$", ""))
        .allMatch(part -> part.matches("[\\d._-]*") || sources.test(part));
  }

  private boolean variable(String name) {
    Matcher variable = VARIABLE.matcher(name);
    return variable.matches()
        && (checkout.saysAnywhere(variable.group(1))
            || settings.stream()
                .map(key -> "JETPACK_" + key.replace('.', '_').toUpperCase(Locale.ROOT))
                .anyMatch(variable.group(1)::equals));
  }

  private boolean property(String text) {
    Matcher property = PROPERTY.matcher(text);
    return property.matches() && property(property.group(1), property.group(2));
  }

  private boolean property(String name, String value) {
    return switch (name) {
      case "test", "it.test" -> value.equals("none") || checkout.hasType(value);
      // of Maven's plugins
      case "surefire.failIfNoSpecifiedTests", "maven.compiler.failOnWarning", "skipTests" -> true;
      default -> checkout.saysAnywhere(name);
    };
  }

  private boolean header(String name) {
    Matcher header = HEADER.matcher(name);
    return header.matches()
        && List.of(header.group(1).split(" ", -1)).stream()
            .filter(word -> word.contains("="))
            .map(word -> '"' + word.replaceFirst("=.*", "") + '"')
            .allMatch(key -> checkout.says("HeaderParser.java", key));
  }

  private boolean option(String name) {
    String option = name.replaceFirst("[ =].*", "");
    // those of our scripts stand in them
    return commands.hasOption(option) || checkout.says(option);
  }

  private Optional<String> build(String line) {
    List<String> words = List.of(line.split("[ \\\\|]+", -1));
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      Matcher property = PROPERTY.matcher(word);
      if (property.matches() && !property(property.group(1), property.group(2))) {
        return Optional.of("there is nothing that '%s' names".formatted(word));
      }
      if (word.equals("-pl") && !checkout.has(words.get(i + 1))) {
        return Optional.of("there is no module '%s'".formatted(words.get(i + 1)));
      }
      if (i == 1 && words.getFirst().equals("make") && !makes(word)) {
        return Optional.of("there is no target '%s' in Makefile".formatted(word));
      }
    }
    return Optional.empty();
  }

  private boolean makes(String target) {
    return Pattern.compile("^" + Pattern.quote(target) + ":", Pattern.MULTILINE)
        .matcher(checkout.text("Makefile"))
        .find();
  }
}
