package io.jetpack.cli.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The service runs the program that is installed. When an exchanged program's service does not
 * start, the program of before is put back and started.
 */
final class StartStep implements Step {

  private static final String UNIT = Services.HEALTHCHECK + ".service";
  private static final String UNIT_FILE = "/etc/systemd/system/" + UNIT;

  private final Site site;
  private final Services services;
  private final Programs programs;
  private final Supplier<Optional<String>> replaced;
  private boolean wasActive;

  /**
   * @param replaced the program that was in use before
   */
  StartStep(Site site, Services services, Supplier<Optional<String>> replaced) {
    this.site = site;
    this.services = services;
    this.programs = new Programs(site);
    this.replaced = replaced;
  }

  @Override
  public String name() {
    return "running service '%s'".formatted(Services.HEALTHCHECK);
  }

  @Override
  public Finding look() throws IOException, InterruptedException {
    Optional<String> obstacle = whyNot();
    if (obstacle.isPresent()) {
      return new Finding.LeftOut(obstacle.get());
    }
    return switch (services) {
      case Services.Units _ -> lookAtUnit();
      case Services.Scripts _ -> lookAtProcesses();
      case Services.None _ -> new Finding.LeftOut("there is no service");
    };
  }

  private Optional<String> whyNot() throws InterruptedException {
    Root root = site.root();
    if (!root.isLive()) {
      return Optional.of("the system in '%s' does not run".formatted(root.directory()));
    }
    if (services instanceof Services.Units && !root.has("/run/systemd/system")) {
      return Optional.of("systemd does not run here; the service starts with the system");
    }
    if (root.has("/usr/sbin/policy-rc.d")
        && !site.tools().run("/usr/sbin/policy-rc.d", Services.HEALTHCHECK, "start").succeeded()) {
      return Optional.of("/usr/sbin/policy-rc.d forbids it; the service starts with the system");
    }
    return Optional.empty();
  }

  private Finding lookAtProcesses() throws IOException {
    List<Long> running = running();
    wasActive |= !running.isEmpty();
    return running.isEmpty()
        ? Finding.Wanted.PLAINLY
        : new Finding.Found("process " + running.getFirst());
  }

  /** The processes that run the program in use. */
  private List<Long> running() throws IOException {
    Optional<String> current = programs.current();
    return current.isPresent() ? programs.users(current.get()) : List.of();
  }

  private Finding lookAtUnit() throws IOException, InterruptedException {
    Map<String, String> unit = unit();
    wasActive = "active".equals(unit.get("ActiveState"));
    if (!wasActive) {
      return EnableStep.isDisabled(site, Services.Units.enabling(Services.HEALTHCHECK))
          ? new Finding.Found("somebody has disabled it, and it stays so")
          : Finding.Wanted.PLAINLY;
    }
    long process = Long.parseLong(unit.getOrDefault("MainPID", "0"));
    boolean fresh =
        running().contains(process)
            && "no".equals(unit.get("NeedDaemonReload"))
            && startedAfter(process, site.root().at(UNIT_FILE));
    return fresh
        ? new Finding.Found("process " + process)
        : new Finding.Wanted("again, since it was changed");
  }

  private static boolean startedAfter(long process, Path file) throws IOException {
    Optional<Instant> start =
        ProcessHandle.of(process).flatMap(handle -> handle.info().startInstant());
    // a process's start is known to a hundredth of a second
    return start.isEmpty()
        || start.get().plusMillis(20).isAfter(Files.getLastModifiedTime(file).toInstant());
  }

  private Map<String, String> unit() throws InterruptedException {
    Map<String, String> properties = new HashMap<>();
    site.tools()
        .run(
            "systemctl",
            "show",
            UNIT,
            "-p",
            "ActiveState",
            "-p",
            "MainPID",
            "-p",
            "NeedDaemonReload")
        .out()
        .lines()
        .map(line -> line.split("=", 2))
        .filter(pair -> pair.length == 2)
        .forEach(pair -> properties.put(pair[0], pair[1]));
    return properties;
  }

  @Override
  public String apply() throws IOException, InterruptedException {
    Tools.Ending ending = restart();
    if (!ending.succeeded()) {
      throw failed(ending);
    }
    return running().stream().findFirst().map(process -> "process " + process).orElse("");
  }

  private Tools.Ending restart() throws IOException, InterruptedException {
    return switch (services) {
      case Services.Units _ -> {
        var _ = site.tools().succeed("systemctl", "daemon-reload");
        yield site.tools().run("systemctl", "restart", UNIT);
      }
      case Services.Scripts(String folder, var _) ->
          site.tools().run(folder + "/" + Services.HEALTHCHECK, "restart");
      case Services.None _ -> throw new IllegalStateException("there is no service");
    };
  }

  private Obstacle failed(Tools.Ending ending) throws IOException, InterruptedException {
    String why =
        services instanceof Services.Units
            ? "'journalctl -u healthcheck' tells why"
            : ending.words();
    String words = "the service does not start: " + why;
    Optional<String> old = replaced.get();
    if (old.isEmpty() || !wasActive) {
      return new Obstacle(words + "; mend that and install again");
    }
    programs.use(old.get());
    return new Obstacle(
        restart().succeeded()
            ? "%s; the program of before, %s, is in use again".formatted(words, old.get())
            : "%s; neither does that of the program of before, %s, which is in use again"
                .formatted(words, old.get()));
  }
}
