package io.jetpack.cli.install;

import io.jetpack.cli.CommandContext;
import io.jetpack.cli.CommandFailure;
import io.jetpack.cli.ExitCodes;
import io.jetpack.cli.node.Home;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What both commands find out before they begin. */
final class Setting {

  private final CommandContext context;
  private final @Nullable String root;

  /**
   * @param root as it was typed
   */
  Setting(CommandContext context, @Nullable String root) {
    this.context = context;
    this.root = root;
  }

  /**
   * The site that is meant.
   *
   * @param tools to be closed by the caller
   */
  Site site(Tools tools, String command) throws IOException {
    if (!System.getProperty("os.name", "").startsWith("Linux")) {
      throw new CommandFailure(
          ExitCodes.FAILED,
          "'jetpack %s' is for Linux; on Windows use install.ps1".formatted(command));
    }
    boolean isRoot = isRoot();
    if (root == null && !isRoot) {
      throw new CommandFailure(
          ExitCodes.FAILED,
          "'jetpack %s' changes the system and needs root; call it by sudo, or name a folder by --root to see what it would make there"
              .formatted(command));
    }
    Root place = Root.of(rootFolder());
    Names names = names(place);
    Accounts accounts = new Accounts(place, tools);
    Ownership ownership = new Ownership(accounts, isRoot && (place.isLive() || accounts.exist()));
    Consumer<String> nobody = _ -> {};
    Manifest manifest = Manifest.read(place.at(names.manifest()));
    return new Site(
        place, names, new Disk(ownership, nobody), ownership, accounts, tools, manifest);
  }

  private Path rootFolder() {
    try {
      return Path.of(root == null ? "/" : root);
    } catch (InvalidPathException e) {
      throw new CommandFailure(ExitCodes.USAGE, "--root '%s' is no path".formatted(root), e);
    }
  }

  private static boolean isRoot() throws IOException {
    Object uid = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    return uid.equals(0);
  }

  /** The home is where the guide says, unless somebody has named another one. */
  private Names names(Root place) throws IOException {
    Path home = context.home().directory();
    boolean named = Home.distribution(System.getProperties()).filter(home::equals).isEmpty();
    try {
      Names usual = new Names(named ? home.toString() : Names.USUAL_HOME);
      // what the installed system's own settings say: no variable of ours is there when it runs
      Path settings = place.at(usual.inHome(Program.SETTINGS));
      return Names.of(Home.of(Path.of(usual.home()), settings, Map.of()));
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitCodes.USAGE, String.valueOf(e.getMessage()), e);
    }
  }

  /** Takes lines to the console as they come: who is killed has told what was done. */
  Consumer<String> lines() {
    PrintStream out = context.console().out();
    return line -> {
      out.println(line);
      out.flush();
    };
  }

  /** The distribution that this program belongs to; empty when it runs out of a build. */
  static Optional<Path> distribution() {
    return Home.distribution(System.getProperties());
  }
}
