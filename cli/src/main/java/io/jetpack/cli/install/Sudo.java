package io.jetpack.cli.install;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The rights of the user, which sudo's own checker has to find sound before they count. A user who
 * was there before any installation may be anybody, and does not become root by the name alone.
 */
final class Sudo implements Step {

  static final String FILE = "/etc/sudoers.d/" + Names.USER;

  private static final String CHECKER = "/usr/sbin/visudo";

  private final Site site;
  private final boolean granted;
  private final FileStep file;

  /**
   * @param granted whether a user who was there before is to have them, too
   */
  Sudo(Site site, boolean granted) {
    this.site = site;
    this.granted = granted;
    Text text = Text.of("sudoers", site.names());
    this.file = new FileStep(site, FILE, text, Access.root(0440), this::approve);
  }

  @Override
  public String name() {
    return file.name();
  }

  @Override
  public Finding look() throws IOException, InterruptedException {
    Optional<String> reason = whyNot();
    if (reason.isPresent()) {
      return new Finding.LeftOut(reason.get());
    }
    Finding finding = file.look();
    return finding instanceof Finding.Found ? new Finding.Found(remark()) : finding;
  }

  private Optional<String> whyNot() throws IOException, InterruptedException {
    Optional<Accounts.User> foreign = UserStep.foreign(site);
    if (foreign.isPresent() && !granted && !isGivenAlready()) {
      return Optional.of(
          "user '%s' (uid %d) was there before and does not become root by the name alone; 'jetpack install --sudo' allows it"
              .formatted(Names.USER, foreign.get().uid()));
    }
    if (!site.root().has("/etc/sudoers.d")) {
      return Optional.of(
          "there is no sudo on this system; install again when there is, to give '%s' its rights"
              .formatted(Names.USER));
    }
    return site.tools().has("visudo") || site.root().has(CHECKER)
        ? Optional.empty()
        : Optional.of("there is no visudo, and without it a wrong file could lock out everybody");
  }

  /** By an installation before this one: operators may rely on it. */
  private boolean isGivenAlready() {
    return site.root().has(FILE) && site.manifest().find(Manifest.Kind.FILE, FILE).isPresent();
  }

  private String remark() throws IOException, InterruptedException {
    return UserStep.foreign(site)
        .map(user ->
            "user '%s' (uid %d), who was there before, becomes root by it; to take that back, delete it"
                .formatted(Names.USER, user.uid()))
        .orElse("");
  }

  @Override
  public String apply() throws IOException, InterruptedException {
    String _ = file.apply();
    return remark();
  }

  @Override
  public List<Manifest.Entry> makes() throws IOException {
    return file.makes();
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
