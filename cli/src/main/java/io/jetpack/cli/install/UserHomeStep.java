package io.jetpack.cli.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The directory of a user whom we have made; nobody else's is touched. */
final class UserHomeStep implements Step {

  private static final Access ACCESS = new Access(Names.USER, Names.GROUP, 0700);

  private final Site site;

  UserHomeStep(Site site) {
    this.site = site;
  }

  @Override
  public String name() {
    return "folder '%s'".formatted(UserStep.HOME);
  }

  private boolean isThere() throws IOException {
    return Files.exists(site.root().at(UserStep.HOME), LinkOption.NOFOLLOW_LINKS);
  }

  private HomeMark mark() {
    return new HomeMark(
        site.manifest()
            .find(Manifest.Kind.TREE, UserStep.HOME)
            .map(Manifest.Entry::detail)
            .orElse(""));
  }

  @Override
  public Finding look() throws IOException, InterruptedException {
    if (UserStep.foreign(site).isPresent()) {
      return Finding.Found.PLAINLY;
    }
    if (isThere()) {
      return mark().isIn(site.root().at(UserStep.HOME))
          ? Finding.Found.PLAINLY
          : new Finding.Found(
              "no installation is known to have made it, so 'uninstall --purge' keeps it");
    }
    site.requireWritable(UserStep.HOME);
    return Finding.Wanted.PLAINLY;
  }

  @Override
  public String apply() throws IOException, InterruptedException {
    site.makeFolders(UserStep.HOME);
    site.disk().makeFolder(site.root().at(UserStep.HOME), ACCESS, this::mark);
    return "";
  }

  private void mark(Path directory) throws IOException, InterruptedException {
    mark().write(directory);
    site.ownership().set(directory.resolve(HomeMark.FILE), Access.root(0644));
  }

  @Override
  public List<Manifest.Entry> makes() throws IOException, InterruptedException {
    if (UserStep.foreign(site).isPresent() || isThere()) {
      return List.of();
    }
    List<Manifest.Entry> entries = new ArrayList<>(site.entriesAbove(UserStep.HOME));
    entries.add(new Manifest.Entry(Manifest.Kind.TREE, UserStep.HOME, HomeMark.create().text()));
    return entries;
  }
}
