package io.jetpack.cli.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.List;

/** The link by which a service starts with the system. Who has taken it away had a reason. */
final class EnableStep implements Step {

  private final Site site;
  private final String path;
  private final LinkStep link;

  EnableStep(Site site, String path, String target) {
    this.site = site;
    this.path = path;
    this.link = new LinkStep(site, path, target);
  }

  @Override
  public String name() {
    return link.name();
  }

  @Override
  public Finding look() throws IOException, InterruptedException {
    return isDisabled()
        ? new Finding.Found("somebody has disabled the service, and it stays so")
        : link.look();
  }

  private boolean isDisabled() throws IOException {
    return isDisabled(site, path);
  }

  /** Whether somebody has taken away what an installation had made. */
  static boolean isDisabled(Site site, String path) throws IOException {
    Manifest manifest = site.manifest();
    boolean wasThere = manifest.isComplete() && manifest.find(Manifest.Kind.LINK, path).isPresent();
    boolean noted = manifest.find(Manifest.Kind.DISABLED, path).isPresent();
    return (wasThere || noted) && Files.notExists(site.root().at(path), LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public String apply() throws IOException, InterruptedException {
    return link.apply();
  }

  @Override
  public List<Manifest.Entry> makes() throws IOException {
    return isDisabled() ? List.of(new Manifest.Entry(Manifest.Kind.DISABLED, path)) : link.makes();
  }
}
