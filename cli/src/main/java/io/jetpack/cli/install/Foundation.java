package io.jetpack.cli.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folders down to that of the manifest. They come into being together with a manifest that
 * names them, by one rename, and go like that.
 */
final class Foundation implements Step {

  private static final Access ACCESS = Access.root(0755);

  private final Site site;

  Foundation(Site site) {
    this.site = site;
  }

  /** All folders on the way, the uppermost first. */
  private List<String> chain() {
    List<String> chain = new ArrayList<>();
    Path folder = Path.of(site.names().manifest()).getParent();
    while (folder != null && folder.getNameCount() > 0) {
      chain.addFirst(folder.toString());
      folder = folder.getParent();
    }
    return chain;
  }

  private List<String> missing() throws IOException {
    return site.missingFolders(site.names().manifest());
  }

  @Override
  public String name() {
    return "place for '%s'".formatted(site.names().home());
  }

  @Override
  public Finding look() throws IOException {
    List<String> missing = missing();
    if (missing.isEmpty()) {
      return Finding.Found.PLAINLY;
    }
    for (String folder : missing) {
      Path path = site.root().at(folder);
      if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
        throw new Obstacle("'%s' is a link that leads nowhere; remove it".formatted(path));
      }
    }
    site.requireWritable(missing.getFirst());
    return Finding.Wanted.PLAINLY;
  }

  @Override
  public String apply() throws IOException, InterruptedException {
    List<String> missing = missing();
    Path top = site.root().at(missing.getFirst());
    Path fresh = Disk.fresh(top);
    site.disk().deleteTree(fresh);
    for (String folder : missing) {
      Path relative = Path.of(missing.getFirst()).relativize(Path.of(folder));
      site.disk().makeFolder(fresh.resolve(relative).normalize(), ACCESS);
    }
    Manifest manifest = new Manifest();
    makes().forEach(manifest::add);
    Path below = Path.of(missing.getFirst()).relativize(Path.of(site.names().manifest()));
    site.disk().writeFile(fresh.resolve(below), manifest.bytes(), Access.root(0644), _ -> {});
    site.disk().rename(fresh, top);
    return "";
  }

  @Override
  public List<Manifest.Entry> makes() throws IOException {
    return missing().stream()
        .map(folder -> new Manifest.Entry(Manifest.Kind.FOLDER, folder))
        .toList();
  }

  /** Takes away what somebody was making or removing when he was killed. */
  void removeLeftovers() throws IOException, InterruptedException {
    for (String folder : chain()) {
      site.disk().deleteTree(Disk.fresh(site.root().at(folder)));
    }
  }

  /** The uppermost folder that is ours and holds nothing else than the next one. */
  String removable() throws IOException {
    List<String> chain = chain();
    String removable = chain.getLast();
    for (String folder : chain.subList(0, chain.size() - 1).reversed()) {
      if (site.manifest().find(Manifest.Kind.FOLDER, folder).isEmpty()
          || children(site.root().at(folder)) > 1) {
        return removable;
      }
      removable = folder;
    }
    return removable;
  }

  private static long children(Path folder) throws IOException {
    try (Stream<Path> found = Files.list(folder)) {
      return found.count();
    }
  }

  /** Removes it with all that is in it. */
  void remove() throws IOException, InterruptedException {
    Path top = site.root().at(removable());
    Path fresh = Disk.fresh(top);
    site.disk().deleteTree(fresh);
    site.disk().rename(top, fresh);
    site.disk().deleteTree(fresh);
  }
}
