package io.jetpack.cli.install;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The rights of the user, which sudo's own checker has to find sound before they count. */
final class Sudo {

  static final String FILE = "/etc/sudoers.d/" + Names.USER;

  private static final String CHECKER = "/usr/sbin/visudo";

  private final Site site;

  Sudo(Site site) {
    this.site = site;
  }

  Step step() {
    FileStep file =
        new FileStep(
            site, FILE, Text.of("sudoers", site.names()), Access.root(0440), this::approve);
    return new Optionally(file, this::whyNot);
  }

  private Optional<String> whyNot() {
    if (!site.root().has("/etc/sudoers.d")) {
      return Optional.of(
          "there is no sudo on this system; install again when there is, to give '%s' its rights"
              .formatted(Names.USER));
    }
    return site.tools().has("visudo") || site.root().has(CHECKER)
        ? Optional.empty()
        : Optional.of("there is no visudo, and without it a wrong file could lock out everybody");
  }

  private void approve(Path fresh) throws IOException, InterruptedException {
    Tools tools = site.tools();
    Tools.Ending ending;
    if (site.root().isLive() || !site.root().has(CHECKER)) {
      ending = tools.run("visudo", "-c", "-q", "-f", fresh.toString());
    } else {
      String inside = Path.of(FILE).resolveSibling(fresh.getFileName()).toString();
      ending =
          tools.run(
              "chroot", site.root().directory().toString(), CHECKER, "-c", "-q", "-f", inside);
    }
    if (!ending.succeeded()) {
      throw new Obstacle("visudo refuses '%s': %s".formatted(FILE, ending.words()));
    }
  }
}
