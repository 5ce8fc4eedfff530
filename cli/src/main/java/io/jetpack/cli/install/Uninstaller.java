package io.jetpack.cli.install;

import io.jetpack.cli.node.files.OwnedLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Takes away what installations have made, and nothing that was there before them. Killed, it can
 * be called again: the program goes last.
 */
final class Uninstaller {

  /** What the site has put there, or the agent has found out: it stays unless told otherwise. */
  private static final List<String> OF_THE_SITE = List.of("config", "logs", "run", "scripts");

  private static final Set<Manifest.Kind> ACCOUNTS =
      Set.of(Manifest.Kind.USER, Manifest.Kind.GROUP, Manifest.Kind.TREE);

  private final Site site;
  private final Names names;
  private final Removal removal;
  private final Extent extent;
  private final Consumer<String> say;
  private final Foundation foundation;

  /**
   * @param say takes a line for people
   */
  Uninstaller(Site site, Removal removal, Extent extent, Consumer<String> say) {
    this.site = site;
    this.names = site.names();
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
    if (extent == Extent.ALL && isSystemOurs()) {
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
    // with the manifest, which knows what is left
    removal.requireNothingLeft();
    if (extent == Extent.ALL) {
      removeFoundation();
    }
  }

  private void requireManifest() throws IOException {
    if (!Files.isRegularFile(site.root().at(names.manifest()))) {
      throw new Obstacle(
          "nothing is installed in '%s', since it has no system/manifest; name the place by --home or --root"
              .formatted(site.root().at(names.home())));
    }
  }

  /** Removes what lies outside of the home, and gives back what has to be removed some day. */
  private List<Manifest.Entry> removeFromSystem() throws IOException, InterruptedException {
    List<Manifest.Entry> lasting = new ArrayList<>();
    for (Manifest.Entry entry : site.manifest().latestFirst()) {
      if (isAboveHome(entry) || (ACCOUNTS.contains(entry.kind()) && extent != Extent.ALL)) {
        lasting.addFirst(entry);
      } else if (isOfTheSite(entry) || entry.name().equals(names.inHome("system"))) {
        lasting.addFirst(entry);
      } else if (!isIn(names.home(), entry)) {
        removal.entry(entry);
      }
    }
    if (extent == Extent.ALL) {
      tellOfAccounts();
    }
    return lasting;
  }

  /** Says which accounts stay because they were there before. */
  private void tellOfAccounts() throws IOException, InterruptedException {
    Manifest manifest = site.manifest();
    if (manifest.find(Manifest.Kind.TREE, UserStep.HOME).isEmpty()) {
      removal.keepUnknown(UserStep.HOME);
    }
    if (manifest.find(Manifest.Kind.USER, Names.USER).isEmpty()) {
      removal.keepForeignUser();
    }
    if (manifest.find(Manifest.Kind.GROUP, Names.GROUP).isEmpty()) {
      removal.keepForeignGroup();
    }
  }

  /** The home itself and the folders that it lies in. */
  private boolean isAboveHome(Manifest.Entry entry) {
    return entry.kind() == Manifest.Kind.FOLDER
        && (names.home() + "/").startsWith(entry.name() + "/");
  }

  private static boolean isIn(String directory, Manifest.Entry entry) {
    return entry.name().startsWith(directory + "/");
  }

  private boolean isOfTheSite(Manifest.Entry entry) {
    return directoriesOfTheSite().stream()
        .anyMatch(directory -> (entry.name() + "/").startsWith(directory + "/"));
  }

  /** Settings, checks, logs and states, in the home or where its settings say. */
  private Set<String> directoriesOfTheSite() {
    Set<String> directories = new LinkedHashSet<>();
    OF_THE_SITE.forEach(name -> directories.add(names.inHome(name)));
    directories.add(names.run());
    directories.add(names.logs());
    return directories;
  }

  /** For the next installation, which must not take what is ours for somebody else's. */
  private void remember(List<Manifest.Entry> lasting) throws IOException, InterruptedException {
    Manifest manifest = new Manifest();
    lasting.forEach(manifest::add);
    site.disk()
        .writeFile(site.root().at(names.manifest()), manifest.bytes(), Access.root(0644), _ -> {});
  }

  private void removeHome() throws IOException, InterruptedException {
    if (extent == Extent.ALL) {
      for (String directory : directoriesOfTheSite()) {
        removeDirectory(directory);
      }
    }
    removeDirectory(names.inHome("bin"));
    removeSystem();
    if (extent != Extent.ALL) {
      say.accept(
          "%-10s settings, checks, logs, states and accounts; 'bin/jetpack uninstall --purge' of the unpacked archive takes them away"
              .formatted("kept"));
    }
  }

  /** Removes a directory, or, when it was there before, what was made in it. */
  private void removeDirectory(String directory) throws IOException, InterruptedException {
    if (site.manifest().isMade(directory)) {
      removal.tree(directory);
    } else {
      removeFrom(directory);
      removal.keepUnknown(directory);
    }
  }

  private void removeFrom(String directory) throws IOException, InterruptedException {
    for (Manifest.Entry entry : site.manifest().latestFirst()) {
      if (isIn(directory, entry)) {
        if (entry.kind() == Manifest.Kind.FOLDER) {
          removal.tree(entry.name());
        } else {
          removal.entry(entry);
        }
      }
    }
  }

  /** Whether an installation has made the program's own directory, or a package of ours. */
  private boolean isSystemOurs() throws IOException {
    return site.manifest().isMade(names.inHome("system"))
        || Files.isDirectory(site.root().at(names.packaged()), LinkOption.NOFOLLOW_LINKS);
  }

  private void removeSystem() throws IOException, InterruptedException {
    String system = names.inHome("system");
    if (isSystemOurs()) {
      // the program goes last, and a package's files, from which this may run, go with the home
      Set<String> kept = Set.of("manifest", "versions", "package");
      removal.allBut(system, kept, List.of("versions"));
    } else {
      removal.tree(names.current());
      removal.tree(names.lock());
      removeFrom(system);
    }
  }

  private void removeFoundation() throws IOException, InterruptedException {
    if (isSystemOurs()) {
      String place = foundation.removable();
      foundation.remove();
      say.accept("%-10s '%s'".formatted("removed", place));
    } else {
      site.disk().delete(site.root().at(names.manifest()));
      removal.keepUnknown(names.inHome("system"));
    }
    if (site.manifest().isMade(names.home())) {
      removal.folder(names.home());
    } else {
      removal.keepUnknown(names.home());
    }
  }
}
