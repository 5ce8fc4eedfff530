package io.jetpack.cli.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/** A file of the site: made once from the distribution if it has one, then only its access. */
final class SettingsStep implements Step {

  private final Site site;
  private final String path;
  private final Path shipped;
  private final Access access;

  /**
   * @param shipped what it holds at first; where there is no such file, none is made
   */
  SettingsStep(Site site, String path, Path shipped, Access access) {
    this.site = site;
    this.path = path;
    this.shipped = shipped;
    this.access = access;
  }

  @Override
  public String name() {
    return "settings '%s', %s".formatted(path, access);
  }

  @Override
  public Finding look() throws IOException, InterruptedException {
    Path file = site.root().at(path);
    if (Files.isSymbolicLink(file)) {
      return new Finding.Found("a link to '%s'".formatted(Files.readSymbolicLink(file)));
    }
    if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
      if (!Files.isRegularFile(shipped)) {
        return new Finding.LeftOut("there is none yet");
      }
      site.requireWritable(path);
      return Finding.Wanted.PLAINLY;
    }
    if (!Files.isRegularFile(file)) {
      throw new Obstacle("'%s' is no file; move it away".formatted(file));
    }
    String difference = site.ownership().difference(file, access);
    return difference.isEmpty() ? new Finding.Found("kept") : new Finding.Wanted(difference);
  }

  @Override
  public String apply() throws IOException, InterruptedException {
    Path file = site.root().at(path);
    if (Files.exists(file)) {
      String difference = site.ownership().difference(file, access);
      site.disk().setAccess(file, access);
      return difference;
    }
    site.disk().writeFile(file, Files.readAllBytes(shipped), access, _ -> {});
    return "";
  }

  @Override
  public List<Manifest.Entry> makes() throws IOException {
    boolean makes =
        Files.isRegularFile(shipped)
            && Files.notExists(site.root().at(path), LinkOption.NOFOLLOW_LINKS);
    return makes ? List.of(new Manifest.Entry(Manifest.Kind.FILE, path)) : List.of();
  }
}
