package io.jetpack.cli.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Takes single things away, or says that it would. */
final class Removal {

  /** Does something that can fail. */
  @FunctionalInterface
  private interface Work {
    void run() throws IOException, InterruptedException;
  }

  private final Site site;
  private final boolean dryRun;
  private final Consumer<String> say;

  /**
   * @param say takes a line for people
   */
  Removal(Site site, boolean dryRun, Consumer<String> say) {
    this.site = site;
    this.dryRun = dryRun;
    this.say = say;
  }

  private void run(String what, Work work) throws IOException, InterruptedException {
    say.accept("%-10s %s".formatted(dryRun ? "would remove" : "removed", what));
    if (!dryRun) {
      work.run();
    }
  }

  /** Removes what an installation has made. */
  void entry(Manifest.Entry entry) throws IOException, InterruptedException {
    switch (entry.kind()) {
      case FILE -> file(entry.name());
      case LINK -> link(entry.name(), entry.detail());
      case FOLDER -> folder(entry.name());
      case TREE -> tree(entry.name());
      case USER -> user(entry.name());
      case GROUP -> group(entry.name());
      case DISABLED -> {}
    }
  }

  private void file(String name) throws IOException, InterruptedException {
    Path file = site.root().at(name);
    leftover(file);
    if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      run("file '%s'".formatted(name), () -> site.disk().delete(file));
    }
  }

  private void link(String name, String target) throws IOException, InterruptedException {
    Path link = site.root().at(name);
    leftover(link);
    if (!Files.isSymbolicLink(link)) {
      return;
    }
    String now = Files.readSymbolicLink(link).toString();
    if (now.equals(target)) {
      run("link '%s'".formatted(name), () -> site.disk().delete(link));
    } else {
      say.accept("%-10s link '%s', which leads to '%s' now".formatted("kept", name, now));
    }
  }

  /** What an installation was making when it was killed. */
  private void leftover(Path path) throws IOException {
    if (!dryRun) {
      site.disk().deleteTree(Disk.fresh(path));
    }
  }

  /** Removes a folder when nothing is in it. */
  void folder(String name) throws IOException, InterruptedException {
    Path folder = site.root().at(name);
    leftover(folder);
    if (isEmptyFolder(folder)) {
      run("folder '%s'".formatted(name), () -> site.disk().delete(folder));
    }
  }

  private static boolean isEmptyFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try (Stream<Path> children = Files.list(folder)) {
      return children.findAny().isEmpty();
    }
  }

  /** Removes a folder with all that is in it. */
  void tree(String name) throws IOException, InterruptedException {
    Path folder = site.root().at(name);
    leftover(folder);
    if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      run(
          "folder '%s' with all that is in it".formatted(name),
          () -> site.disk().deleteTree(folder));
    } else if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      run("'%s'".formatted(name), () -> site.disk().delete(folder));
    }
  }

  /** Removes all in a folder but for some names; what is named last goes after everything else. */
  void allBut(String name, Set<String> kept, List<String> last)
      throws IOException, InterruptedException {
    Path folder = site.root().at(name);
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    List<String> children;
    try (Stream<Path> found = Files.list(folder)) {
      children = found.map(path -> path.getFileName().toString()).sorted().toList();
    }
    for (String child : children) {
      if (!kept.contains(child)) {
        tree(name + "/" + child);
      }
    }
    for (String child : last) {
      tree(name + "/" + child);
    }
  }

  private void user(String name) throws IOException, InterruptedException {
    if (site.accounts().user(name).isPresent()) {
      run(
          "user '%s'".formatted(name),
          () -> site.tools().succeed("userdel", UserStep.words(site.root(), name)));
    }
  }

  private void group(String name) throws IOException, InterruptedException {
    if (site.accounts().group(name).isPresent()) {
      run(
          "group '%s'".formatted(name),
          () -> {
            // with its last user a group may go, too
            if (site.accounts().group(name).isPresent()) {
              var _ = site.tools().succeed("groupdel", UserStep.words(site.root(), name));
            }
          });
    }
  }
}
