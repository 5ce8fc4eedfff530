package io.jetpack.cli.install;

import java.util.List;

/** The system that runs, when it is the one that is changed. */
final class RunningSystem {

  private final Site site;

  RunningSystem(Site site) {
    this.site = site;
  }

  private boolean hasSystemd() {
    return site.root().isLive() && site.root().has("/run/systemd/system");
  }

  /** Ends the agent. That it did not run is no matter. */
  void stop() throws InterruptedException {
    for (String name : List.of(Services.BOOT, Services.HEALTHCHECK)) {
      if (hasSystemd()) {
        var _ = site.tools().run("systemctl", "stop", name + ".service");
      } else if (site.root().isLive()
          && Services.of(site.root()) instanceof Services.Scripts(String folder, var _)
          && site.root().has(folder + "/" + name)) {
        var _ = site.tools().run(folder + "/" + name, "stop");
      }
    }
  }

  /** Tells what runs that files are gone. */
  void forget() throws InterruptedException {
    if (hasSystemd()) {
      var _ = site.tools().run("systemctl", "daemon-reload");
      for (String name : List.of(Services.BOOT, Services.HEALTHCHECK)) {
        var _ = site.tools().run("systemctl", "reset-failed", name + ".service");
      }
    }
    if (site.root().isLive() && site.root().has("/run/udev/control")) {
      var _ = site.tools().run("udevadm", "control", "--reload");
    }
  }
}
