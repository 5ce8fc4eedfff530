package io.jetpack.cli.install;

import io.jetpack.cli.node.Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The program itself: copied beside the one in use, made to answer, and then put in its place by
 * one rename. Where it does not answer, the old one stays.
 */
final class ProgramStep implements Step {

  /** Room for what else is written. */
  private static final long SPARE_BYTES = 16 << 20;

  private final Site site;
  private final Program source;
  private final String version;
  private final Programs programs;
  private final ProgramCopy copying;
  private Optional<String> fingerprint = Optional.empty();
  private Optional<String> replaced = Optional.empty();

  /**
   * @param version of the source
   * @param before hears of each file before it is copied
   */
  ProgramStep(Site site, Program source, String version, Consumer<String> before) {
    this.site = site;
    this.source = source;
    this.version = version;
    this.programs = new Programs(site);
    this.copying = new ProgramCopy(site.ownership(), before);
  }

  @Override
  public String name() {
    return "program " + version;
  }

  /** The name of the program that was in use before this step, when it has exchanged it. */
  Optional<String> replaced() {
    return replaced;
  }

  @Override
  public Finding look() throws IOException, InterruptedException {
    Optional<String> current = programs.current();
    if (current.isPresent() && (isInPlace(current.get()) || isSame(current.get()))) {
      return new Finding.Found(current.get());
    }
    site.requireWritable(site.names().programs() + "/x");
    if (!isPackaged() && existing().isEmpty()) {
      requireSpace();
    }
    return current.isEmpty()
        ? Finding.Wanted.PLAINLY
        : new Finding.Wanted("instead of " + current.get());
  }

  /** Whether a package has brought it, of which nothing is copied. */
  private boolean isPackaged() throws IOException {
    Path folder = site.root().at(site.names().packaged());
    return Files.exists(folder) && Files.isSameFile(folder, source.folder());
  }

  private boolean isInPlace(String name) throws IOException {
    Path folder = programs.folder(name);
    return Files.exists(folder) && Files.isSameFile(folder, source.folder());
  }

  private boolean isSame(String name) throws IOException {
    return name.endsWith(fingerprint())
        && new Program(programs.folder(name)).fingerprint().equals(fingerprint());
  }

  private String fingerprint() throws IOException {
    if (fingerprint.isEmpty()) {
      fingerprint = Optional.of(source.fingerprint());
    }
    return fingerprint.get();
  }

  /** One that lies there already, whole: somebody was killed. */
  private Optional<String> existing() throws IOException {
    for (String name : programs.names()) {
      if (!name.startsWith(".") && (isInPlace(name) || isSame(name))) {
        return Optional.of(name);
      }
    }
    return Optional.empty();
  }

  private void requireSpace() throws IOException {
    Path above = site.root().at(site.names().programs());
    while (Files.notExists(above)) {
      above = above.resolveSibling(".").normalize();
    }
    Volume volume = new Volume(above);
    long usable = volume.usableBytes();
    long wanted = source.bytes() + SPARE_BYTES;
    if (volume.totalBytes() > 0 && usable < wanted) {
      throw new Obstacle(
          "'%s' has %d MB free and the program needs %d MB; make room and install again"
              .formatted(above, usable >> 20, (wanted >> 20) + 1));
    }
  }

  @Override
  public String apply() throws IOException, InterruptedException {
    Optional<String> old = programs.current();
    removeLeftovers();
    Optional<String> existing = existing();
    String name = existing.isPresent() ? existing.get() : copied();
    if (existing.isPresent()) {
      requireAnswer(programs.folder(name), old);
    }
    replaced = old;
    programs.use(name);
    return name;
  }

  private void removeLeftovers() throws IOException, InterruptedException {
    for (String name : programs.names()) {
      if (name.startsWith(".")) {
        // what can not be removed is told with the old programs
        var _ = site.disk().deleteWhatCanBe(programs.folder(name));
      }
    }
  }

  private String copied() throws IOException, InterruptedException {
    String name = freeName();
    Path fresh = Disk.fresh(programs.folder(name));
    try {
      copying.copy(source, fresh, isPackaged());
      sync(fresh);
      requireAnswer(fresh, programs.current());
      site.disk().rename(fresh, programs.folder(name));
      return name;
    } catch (IOException e) {
      var _ = site.disk().deleteWhatCanBe(fresh);
      throw Obstacle.at(programs.folder(name), e);
    }
  }

  /** A folder of that name that is not the same is damaged, and may be in use. */
  private String freeName() throws IOException {
    String name = version + "-" + fingerprint();
    for (int number = 2; Files.exists(programs.folder(name), LinkOption.NOFOLLOW_LINKS); number++) {
      name = version + "-" + number + "-" + fingerprint();
    }
    return name;
  }

  private void sync(Path folder) throws InterruptedException {
    // one call for all files; where it is missing, a loss of power within seconds may hurt
    var _ = site.tools().run("sync", "-f", folder.toString());
  }

  private void requireAnswer(Path folder, Optional<String> old)
      throws IOException, InterruptedException {
    Tools.Ending ending = site.tools().run(folder.resolve("bin/jetpack").toString(), "--version");
    if (!ending.succeeded() || ending.out().isBlank()) {
      throw new Obstacle(
          "the new program does not answer --version: %s; %s"
              .formatted(
                  ending.succeeded() ? "it says nothing" : ending.words(),
                  old.map(name -> "the one in use, %s, stays".formatted(name))
                      .orElse("nothing is installed")));
    }
  }
}
