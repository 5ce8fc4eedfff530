package io.jetpack.cli.install;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The group whose members may read the node's configuration and logs. */
final class GroupStep implements Step {

  private final Site site;

  GroupStep(Site site) {
    this.site = site;
  }

  @Override
  public String name() {
    return "group '%s'".formatted(Names.GROUP);
  }

  @Override
  public Finding look() throws IOException, InterruptedException {
    Optional<Accounts.Group> group = site.accounts().group(Names.GROUP);
    if (group.isPresent()) {
      return new Finding.Found("gid " + group.get().gid());
    }
    site.requireWritable("/etc/group");
    return Finding.Wanted.PLAINLY;
  }

  @Override
  public String apply() throws IOException, InterruptedException {
    var _ = site.tools().succeed("groupadd", UserStep.words(site.root(), "--system", Names.GROUP));
    return site.accounts()
        .group(Names.GROUP)
        .map(group -> "gid " + group.gid())
        .orElseThrow(() -> new Obstacle("groupadd has made no group '%s'".formatted(Names.GROUP)));
  }

  @Override
  public List<Manifest.Entry> makes() throws IOException, InterruptedException {
    return site.accounts().group(Names.GROUP).isPresent()
        ? List.of()
        : List.of(new Manifest.Entry(Manifest.Kind.GROUP, Names.GROUP));
  }
}
