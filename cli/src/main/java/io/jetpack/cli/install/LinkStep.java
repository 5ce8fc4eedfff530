package io.jetpack.cli.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A link of ours. */
final class LinkStep implements Step {

  private final Site site;
  private final String path;
  private final String target;

  LinkStep(Site site, String path, String target) {
    this.site = site;
    this.path = path;
    this.target = target;
  }

  @Override
  public String name() {
    return "link '%s' to '%s'".formatted(path, target);
  }

  @Override
  public Finding look() throws IOException, InterruptedException {
    Path link = site.root().at(path);
    if (Files.notExists(link, LinkOption.NOFOLLOW_LINKS)) {
      site.requireWritable(path);
      return Finding.Wanted.PLAINLY;
    }
    Optional<Manifest.Entry> known = site.manifest().find(Manifest.Kind.LINK, path);
    if (!Files.isSymbolicLink(link)) {
      throw new Obstacle(
          "'%s' is there already and was not made by 'jetpack install'; move it away"
              .formatted(link));
    }
    String now = Files.readSymbolicLink(link).toString();
    if (now.equals(target)) {
      return Finding.Found.PLAINLY;
    }
    if (known.isEmpty()) {
      throw new Obstacle("'%s' is there already and leads to '%s'; remove it".formatted(link, now));
    }
    site.requireWritable(path);
    return new Finding.Wanted("instead of '%s'".formatted(now));
  }

  @Override
  public String apply() throws IOException, InterruptedException {
    site.makeFolders(path);
    site.disk().link(site.root().at(path), target);
    return "";
  }

  @Override
  public List<Manifest.Entry> makes() throws IOException {
    List<Manifest.Entry> entries = new ArrayList<>(site.entriesAbove(path));
    entries.add(new Manifest.Entry(Manifest.Kind.LINK, path, target));
    return entries;
  }
}
