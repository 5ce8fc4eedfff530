package io.jetpack.cli.install;

import io.jetpack.cli.node.files.OwnedLock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Goes through a plan: looks at everything first, and changes nothing when anything is in the way.
 */
final class Installer {

  private final Site site;
  private final Plan plan;
  private final Consumer<String> say;

  /**
   * @param say takes a line for people
   */
  Installer(Site site, Plan plan, Consumer<String> say) {
    this.site = site;
    this.plan = plan;
    this.say = say;
  }

  /** Says what would be done. */
  void show() throws IOException, InterruptedException {
    for (Step step : plan.all()) {
      switch (step.look()) {
        case Finding.Found(String detail) -> say("found", step, detail);
        case Finding.Wanted(String detail) -> say("would do", step, detail);
        case Finding.LeftOut(String reason) -> say("left out", step, reason);
      }
    }
  }

  /**
   * Does it.
   *
   * @throws Obstacle when somebody has to do something first; then the next installation goes on
   */
  void install() throws IOException, InterruptedException {
    List<Manifest.Entry> entries = new ArrayList<>();
    for (Step step : plan.all()) {
      if (!(step.look() instanceof Finding.LeftOut)) {
        entries.addAll(step.makes());
      }
    }
    for (Step step : plan.foundation()) {
      run(step);
    }
    try (OwnedLock _ = lock(site)) {
      // a link that is missing was taken away by somebody only if it was made before
      boolean allMade = site.manifest().isComplete() && entries.stream().allMatch(this::isKnown);
      entries.forEach(site.manifest()::add);
      site.manifest().setComplete(allMade);
      write();
      for (Step step : plan.steps()) {
        run(step);
      }
      site.manifest().setComplete(true);
      write();
    }
  }

  private boolean isKnown(Manifest.Entry entry) {
    return entry.kind() != Manifest.Kind.LINK
        || site.manifest().find(entry.kind(), entry.name()).isPresent();
  }

  private void write() throws IOException, InterruptedException {
    Path file = site.root().at(site.names().manifest());
    site.disk().writeFile(file, site.manifest().bytes(), Access.root(0644), _ -> {});
  }

  private void run(Step step) throws IOException, InterruptedException {
    switch (step.look()) {
      case Finding.Found(String detail) -> say("found", step, detail);
      case Finding.Wanted _ -> {
        site.disk().announce("begin " + step.name());
        say("done", step, step.apply());
      }
      case Finding.LeftOut(String reason) -> say("left out", step, reason);
    }
  }

  private void say(String what, Step step, String detail) {
    say.accept("%-10s %s%s".formatted(what, step.name(), detail.isEmpty() ? "" : ": " + detail));
  }

  /** Keeps others from changing the same home at the same time. */
  static OwnedLock lock(Site site) throws IOException {
    Path file = site.root().at(site.names().lock());
    String owner =
        "process %d since %s"
            .formatted(
                ProcessHandle.current().pid(),
                InstantSource.system().instant().truncatedTo(ChronoUnit.SECONDS));
    return OwnedLock.take(file, owner)
        .orElseThrow(() ->
            new Obstacle(
                "'%s' is being installed or uninstalled by another one (%s); wait for its end"
                    .formatted(
                        site.names().home(), OwnedLock.owner(file).orElse("unknown process"))));
  }
}
