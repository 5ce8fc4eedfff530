package io.jetpack.cli.install;

import io.jetpack.text.IoReason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A file of ours in the system. What somebody has edited stays. */
final class FileStep implements Step {

  private static final int LIMIT_BYTES = 1 << 20;

  private final Site site;
  private final String path;
  private final Text text;
  private final Access access;
  private final Disk.Approval approval;

  /**
   * @param approval looks at the new file before it takes its place
   */
  FileStep(Site site, String path, Text text, Access access, Disk.Approval approval) {
    this.site = site;
    this.path = path;
    this.text = text;
    this.access = access;
    this.approval = approval;
  }

  FileStep(Site site, String path, Text text, int mode) {
    this(site, path, text, Access.root(mode), _ -> {});
  }

  @Override
  public String name() {
    return "file '%s'".formatted(path);
  }

  @Override
  public Finding look() throws IOException, InterruptedException {
    Path file = site.root().at(path);
    if (Files.isSymbolicLink(file)) {
      throw new Obstacle(
          "'%s' is a link to '%s', where a file is to be; remove it"
              .formatted(file, Files.readSymbolicLink(file)));
    }
    Optional<String> existing = existing(file);
    if (existing.isEmpty()) {
      site.requireWritable(path);
      return Finding.Wanted.PLAINLY;
    }
    if (existing.get().equals(text.insteadOf(existing.get()))) {
      String difference = site.ownership().difference(file, access);
      return difference.isEmpty() ? Finding.Found.PLAINLY : new Finding.Wanted(difference);
    }
    Optional<Manifest.Entry> known = site.manifest().find(Manifest.Kind.FILE, path);
    if (known.isEmpty()) {
      throw new Obstacle(
          "'%s' is there already and was not made by 'jetpack install'; move it away"
              .formatted(file));
    }
    List<String> ours = Arrays.asList(known.get().detail().split(",", -1));
    if (!ours.contains(text.digest(existing.get()))) {
      return new Finding.LeftOut(
          "somebody has edited it, so it stays; delete it to have the new one");
    }
    site.requireWritable(path);
    return new Finding.Wanted("another text");
  }

  private static Optional<String> existing(Path file) throws IOException {
    if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new Obstacle("'%s' is no file; move it away".formatted(file));
    }
    if (Files.size(file) > LIMIT_BYTES) {
      throw new Obstacle(
          "'%s' is there already and was not made by 'jetpack install'; move it away"
              .formatted(file));
    }
    try {
      return Optional.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new Obstacle("'%s' can not be read: %s".formatted(file, IoReason.of(e)), e);
    }
  }

  @Override
  public String apply() throws IOException, InterruptedException {
    site.makeFolders(path);
    Path file = site.root().at(path);
    String wanted = text.insteadOf(existing(file).orElse(""));
    site.disk().writeFile(file, wanted.getBytes(StandardCharsets.UTF_8), access, approval);
    return "";
  }

  @Override
  public List<Manifest.Entry> makes() throws IOException {
    List<Manifest.Entry> entries = new ArrayList<>(site.entriesAbove(path));
    entries.add(new Manifest.Entry(Manifest.Kind.FILE, path, text.digest(text.content())));
    return entries;
  }
}
