package io.jetpack.cli.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Takes single things away, or says that it would, and says what it keeps. */
final class Removal {

  /** Does something that can fail. */
  @FunctionalInterface
  private interface Work {
    void run() throws IOException, InterruptedException;
  }

  /** Deletes as far as that is possible, and says what was left. */
  @FunctionalInterface
  private interface Deletion {
    Optional<String> delete() throws InterruptedException;
  }

  private final Site site;
  private final boolean dryRun;
  private final Consumer<String> say;
  private final List<String> left = new ArrayList<>();

  /**
   * @param say takes a line for people
   */
  Removal(Site site, boolean dryRun, Consumer<String> say) {
    this.site = site;
    this.dryRun = dryRun;
    this.say = say;
  }

  /**
   * Ends an uninstallation that could not remove everything of ours.
   *
   * @throws Obstacle when something was left
   */
  void requireNothingLeft() throws Obstacle {
    if (!left.isEmpty()) {
      String more = left.size() > 1 ? " (and %d more, see above)".formatted(left.size() - 1) : "";
      throw new Obstacle(
          "not all could be removed: %s%s; then uninstall again".formatted(left.getFirst(), more));
    }
  }

  private void tell(String what) {
    say.accept("%-10s %s".formatted(dryRun ? "would remove" : "removed", what));
  }

  private void run(String what, Work work) throws IOException, InterruptedException {
    tell(what);
    if (!dryRun) {
      work.run();
    }
  }

  /** Says what stays, and why. */
  void keep(String what) {
    say.accept("%-10s %s".formatted("kept", what));
  }

  /** Removes what an installation has made. */
  void entry(Manifest.Entry entry) throws IOException, InterruptedException {
    switch (entry.kind()) {
      case FILE -> file(entry.name());
      case LINK -> link(entry.name(), entry.detail());
      case FOLDER -> folder(entry.name());
      case TREE -> home(entry.name(), new HomeMark(entry.detail()));
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
      keep("link '%s', which leads to '%s' now".formatted(name, now));
    }
  }

  /** What an installation was making when it was killed. */
  private void leftover(Path path) throws InterruptedException {
    if (!dryRun) {
      site.disk().deleteWhatCanBe(Disk.fresh(path)).ifPresent(this::leave);
    }
  }

  private void leave(String words) {
    left.add(words);
    keep(words);
  }

  /** Removes a folder when nothing is in it. */
  void folder(String name) throws IOException, InterruptedException {
    Path folder = site.root().at(name);
    leftover(folder);
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (isEmpty(folder)) {
      run("folder '%s'".formatted(name), () -> site.disk().delete(folder));
    } else if (!dryRun) {
      keep("directory '%s', in which others have files".formatted(name));
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      return children.findAny().isEmpty();
    }
  }

  /** Removes the user's home, when it is the one that was made. */
  private void home(String name, HomeMark mark) throws IOException, InterruptedException {
    Path home = site.root().at(name);
    leftover(home);
    if (Files.notExists(home, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (UserStep.foreign(site).isPresent()) {
      keep("directory '%s' of a user whom no installation has made".formatted(name));
    } else if (mark.text().isEmpty()) {
      keep(
          "directory '%s': an earlier version made it or found it, which is not known; if nobody needs it, remove it by rm -r --one-file-system '%s'"
              .formatted(name, home));
    } else if (mark.isIn(home)) {
      remove(what(name), () -> site.disk().deleteWhatCanBe(home, HomeMark.FILE));
    } else if (Files.isDirectory(home, LinkOption.NOFOLLOW_LINKS) && isEmpty(home)) {
      // somebody was killed when only the mark had been left
      folder(name);
    } else {
      keep(
          "directory '%s', which is not the one that was made: it has no %s of this installation"
              .formatted(name, HomeMark.FILE));
    }
  }

  /** Says that a directory is not taken away, if it is there. */
  void keepUnknown(String name) throws IOException {
    if (Files.isDirectory(site.root().at(name))) {
      keep("directory '%s', which no installation is known to have made".formatted(name));
    }
  }

  /** Removes a folder with all that is in it but what is mounted there. */
  void tree(String name) throws IOException, InterruptedException {
    Path folder = site.root().at(name);
    leftover(folder);
    if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      remove(what(name), () -> site.disk().deleteWhatCanBe(folder));
    } else if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      remove("'%s'".formatted(name), () -> site.disk().deleteWhatCanBe(folder));
    }
  }

  private static String what(String directory) {
    return "folder '%s' with all that is in it".formatted(directory);
  }

  /** Says that something was removed only when nothing of it is left. */
  private void remove(String what, Deletion deletion) throws InterruptedException {
    if (dryRun) {
      tell(what);
      return;
    }
    deletion.delete().ifPresentOrElse(this::leave, () -> tell(what));
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
    if (UserStep.foreign(site).isPresent()) {
      keepForeignUser();
    } else if (site.accounts().user(name).isPresent()) {
      run(
          "user '%s'".formatted(name),
          () -> site.tools().succeed("userdel", UserStep.words(site.root(), name)));
    }
  }

  /** Says that a user is not taken away, who was there before. */
  void keepForeignUser() throws IOException, InterruptedException {
    UserStep.foreign(site)
        .map(user ->
            "user '%s' (uid %d), whom no installation has made".formatted(user.name(), user.uid()))
        .ifPresent(this::keep);
  }

  /** Says that the group is not taken away, which was there before. */
  void keepForeignGroup() throws IOException, InterruptedException {
    site.accounts()
        .group(Names.GROUP)
        .map(group ->
            "group '%s' (gid %d), which no installation has made"
                .formatted(group.name(), group.gid()))
        .ifPresent(this::keep);
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
