package io.jetpack.cli.install;

import io.jetpack.cli.node.OwnedLock;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Takes away what installations have made. Killed, it can be called again: the program goes last.
 */
final class Uninstaller {

  /** What the site has put there, or the agent has found out: it stays unless told otherwise. */
  private static final List<String> OF_THE_SITE = List.of("config", "logs", "run", "scripts");

  private static final Set<Manifest.Kind> ACCOUNTS =
      Set.of(Manifest.Kind.USER, Manifest.Kind.GROUP, Manifest.Kind.TREE);

  private final Site site;
  private final Removal removal;
  private final Extent extent;
  private final Consumer<String> say;
  private final Foundation foundation;

  /**
   * @param say takes a line for people
   */
  Uninstaller(Site site, Removal removal, Extent extent, Consumer<String> say) {
    this.site = site;
    this.removal = removal;
    this.extent = extent;
    this.say = say;
    this.foundation = new Foundation(site);
  }

  /** Says what would be done. */
  void show() throws IOException, InterruptedException {
    requireManifest();
    var _ = removeFromSystem();
    removeHome();
    if (extent == Extent.ALL) {
      say.accept("%-10s '%s'".formatted("would remove", foundation.removable()));
    }
  }

  /**
   * Does it.
   *
   * @throws Obstacle when somebody has to do something first; then the next call goes on
   */
  void uninstall() throws IOException, InterruptedException {
    foundation.removeLeftovers();
    requireManifest();
    try (OwnedLock _ = Installer.lock(site)) {
      RunningSystem system = new RunningSystem(site);
      system.stop();
      List<Manifest.Entry> lasting = removeFromSystem();
      system.forget();
      if (extent != Extent.ALL) {
        remember(lasting);
      }
      removeHome();
    }
    if (extent == Extent.ALL) {
      String place = foundation.removable();
      foundation.remove();
      say.accept("%-10s '%s'".formatted("removed", place));
    }
  }

  private void requireManifest() throws IOException {
    if (!Files.isRegularFile(site.root().at(site.names().manifest()))) {
      throw new Obstacle(
          "nothing is installed in '%s', since it has no system/manifest; name the place by --home or --root"
              .formatted(site.root().at(site.names().home())));
    }
  }

  /** Removes what lies outside of the home, and gives back what has to be removed some day. */
  private List<Manifest.Entry> removeFromSystem() throws IOException, InterruptedException {
    List<Manifest.Entry> lasting = new ArrayList<>();
    for (Manifest.Entry entry : site.manifest().latestFirst()) {
      if (isAboveHome(entry) || (ACCOUNTS.contains(entry.kind()) && extent != Extent.ALL)) {
        lasting.addFirst(entry);
      } else if (!entry.name().startsWith(site.names().home())) {
        removal.entry(entry);
      }
    }
    return lasting;
  }

  /** The home itself and the folders that it lies in. */
  private boolean isAboveHome(Manifest.Entry entry) {
    return entry.kind() == Manifest.Kind.FOLDER
        && (site.names().home() + "/").startsWith(entry.name() + "/");
  }

  /** For the next installation, which must not take our accounts for somebody else's. */
  private void remember(List<Manifest.Entry> lasting) throws IOException, InterruptedException {
    Manifest manifest = new Manifest();
    lasting.forEach(manifest::add);
    site.disk()
        .writeFile(
            site.root().at(site.names().manifest()), manifest.bytes(), Access.root(0644), _ -> {});
  }

  private void removeHome() throws IOException, InterruptedException {
    Names names = site.names();
    for (String folder : OF_THE_SITE) {
      if (extent == Extent.ALL) {
        removal.tree(names.inHome(folder));
      }
    }
    removal.tree(names.inHome("bin"));
    // the program goes last, and a package's files, from which this may run, go with the home
    Set<String> kept = Set.of("manifest", "versions", "package");
    removal.allBut(names.inHome("system"), kept, List.of("versions"));
    if (extent != Extent.ALL) {
      say.accept(
          "%-10s settings, checks, logs, states and accounts; 'bin/jetpack uninstall --purge' of the unpacked archive takes them away"
              .formatted("kept"));
    }
  }
}
