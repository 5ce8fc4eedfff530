package io.jetpack.cli.install;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The rules for devices, which a system that runs is told of. */
final class UdevStep implements Step {

  /** After the rules that say what a disk is called. */
  private static final String FILE = "/etc/udev/rules.d/66-jetpack.rules";

  private final Site site;
  private final FileStep file;

  private UdevStep(Site site) {
    this.site = site;
    this.file = new FileStep(site, FILE, Text.of("66-jetpack.rules", site.names()), 0644);
  }

  static Step of(Site site) {
    return new Optionally(new UdevStep(site), () -> whyNot(site.root()));
  }

  private static Optional<String> whyNot(Root root) {
    boolean hasUdev = root.has("/usr/lib/udev") || root.has("/lib/udev") || root.has("/etc/udev");
    return hasUdev ? Optional.empty() : Optional.of("there is no udev on this system");
  }

  @Override
  public String name() {
    return file.name();
  }

  @Override
  public Finding look() throws IOException, InterruptedException {
    return file.look();
  }

  @Override
  public String apply() throws IOException, InterruptedException {
    String told = file.apply();
    if (site.root().isLive() && site.root().has("/run/udev/control")) {
      var _ = site.tools().run("udevadm", "control", "--reload");
      // so that the disks that are there get their names
      var _ = site.tools().run("udevadm", "trigger", "--subsystem-match=block", "--action=change");
    }
    return told;
  }

  @Override
  public List<Manifest.Entry> makes() throws IOException {
    return file.makes();
  }
}
