package io.jetpack.cli.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** The folder of a user whom we have made; nobody else's is touched. */
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

  @Override
  public Finding look() throws IOException, InterruptedException {
    Path folder = site.root().at(UserStep.HOME);
    boolean ours =
        site.manifest().find(Manifest.Kind.USER, Names.USER).isPresent()
            || site.accounts().user(Names.USER).isEmpty();
    if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS) || !ours) {
      return Finding.Found.PLAINLY;
    }
    site.requireWritable(UserStep.HOME);
    return Finding.Wanted.PLAINLY;
  }

  @Override
  public String apply() throws IOException, InterruptedException {
    site.makeFolders(UserStep.HOME);
    site.disk().makeFolder(site.root().at(UserStep.HOME), ACCESS);
    return "";
  }
}
