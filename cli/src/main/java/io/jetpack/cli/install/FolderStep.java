package io.jetpack.cli.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A folder of the home with its owner and mode. What is in it stays. */
final class FolderStep implements Step {

  private final Site site;
  private final String path;
  private final Access access;

  FolderStep(Site site, String path, Access access) {
    this.site = site;
    this.path = path;
    this.access = access;
  }

  @Override
  public String name() {
    return "folder '%s', %s".formatted(path, access);
  }

  @Override
  public Finding look() throws IOException, InterruptedException {
    Path folder = site.root().at(path);
    if (Files.isSymbolicLink(folder)) {
      throw new Obstacle(
          "'%s' is a link to '%s', where a folder is to be, and is not followed; replace it by a folder, or by a mount"
              .formatted(folder, Files.readSymbolicLink(folder)));
    }
    if (Files.notExists(folder, LinkOption.NOFOLLOW_LINKS)) {
      site.requireWritable(path);
      return Finding.Wanted.PLAINLY;
    }
    if (!Files.isDirectory(folder)) {
      throw new Obstacle("'%s' is a file, where a folder is to be; move it away".formatted(folder));
    }
    String difference = site.ownership().difference(folder, access);
    return difference.isEmpty() ? Finding.Found.PLAINLY : new Finding.Wanted(difference);
  }

  @Override
  public String apply() throws IOException, InterruptedException {
    Path folder = site.root().at(path);
    if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      String difference = site.ownership().difference(folder, access);
      site.disk().setAccess(folder, access);
      return difference;
    }
    site.makeFolders(path);
    site.disk().makeFolder(folder, access);
    return "";
  }

  @Override
  public List<Manifest.Entry> makes() throws IOException {
    if (Files.exists(site.root().at(path), LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    List<Manifest.Entry> entries = new ArrayList<>(site.entriesAbove(path));
    entries.add(new Manifest.Entry(Manifest.Kind.FOLDER, path));
    return entries;
  }
}
