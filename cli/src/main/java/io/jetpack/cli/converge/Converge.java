package io.jetpack.cli.converge;

import com.github.freva.asciitable.HorizontalAlign;
import io.jetpack.cli.CommandContext;
import io.jetpack.cli.CommandFailure;
import io.jetpack.cli.ExitCodes;
import io.jetpack.cli.TextTable;
import io.jetpack.cli.converge.chef.Chef;
import io.jetpack.cli.converge.chef.ChefResult;
import io.jetpack.cli.converge.clusterinit.ClusterInit;
import io.jetpack.cli.converge.clusterinit.ScriptPlaces;
import io.jetpack.cli.converge.clusterinit.ScriptRun;
import io.jetpack.cli.converge.locker.LockerProvider;
import io.jetpack.cli.converge.locker.SpecContents;
import io.jetpack.cli.converge.locker.SpecStore;
import io.jetpack.cli.converge.plan.Spec;
import io.jetpack.cli.converge.plan.StepFailure;
import io.jetpack.cli.converge.plan.StepTime;
import io.jetpack.cli.node.Home;
import io.jetpack.cli.node.SystemTime;
import io.jetpack.cli.node.settings.Settings;
import io.jetpack.runner.ScriptRunners;
import io.jetpack.text.IoReason;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One converge: fetch, Chef, cluster-init; what became of it is written down and told. */
final class Converge {

  private static final List<TextTable.Heading> SUMMARY =
      List.of(
          new TextTable.Heading("STEP", HorizontalAlign.LEFT),
          new TextTable.Heading("RESULT", HorizontalAlign.LEFT),
          new TextTable.Heading("TIME", HorizontalAlign.RIGHT));

  private final CommandContext context;
  private final Order order;
  private final Home home;
  private final Settings settings;
  private final InstantSource clock = InstantSource.system();
  private final List<StepTime> times = new ArrayList<>();

  Converge(CommandContext context, Order order) {
    this.context = context;
    this.order = order;
    this.home = context.home();
    this.settings = context.settings();
  }

  /** Does it all. */
  int run() throws InterruptedException {
    long start = System.nanoTime();
    try (Display display = display();
        ScriptRunners runners = context.runners(settings.runners());
        SpecStore store = store(display)) {
      order.target().remarks().forEach(display::warn);
      ConvergeRecord earlier = begin();
      Telling telling = new Telling(context, display, mode(earlier));
      telling.started(specs().size());
      try {
        steps(display, runners, store, earlier);
        Duration time = Duration.ofNanos(System.nanoTime() - start);
        end(earlier, ConvergeRecord.SUCCESS, "");
        telling.finished(time.toMillis() / 1000.0);
        summary(display, time);
        return ExitCodes.DONE;
      } catch (StepFailure e) {
        end(earlier, ConvergeRecord.FAILED, e.getMessage());
        display.logOnly(e.getMessage());
        telling.failed(e);
        e.lastLines().forEach(line -> display.say("  | " + line));
        Optional.ofNullable(e.details().get("output_file"))
            .map(String::valueOf)
            .filter(file -> !e.getMessage().contains(file))
            .ifPresent(file -> display.say("all of its output is in " + file));
        throw new CommandFailure(e.exitCode(), e.getMessage(), e);
      } catch (InterruptedException e) {
        end(earlier, ConvergeRecord.INTERRUPTED, "somebody interrupted it");
        display.logOnly("interrupted; the next converge goes on");
        telling.interrupted();
        throw e;
      }
    }
  }

  private void steps(
      Display display, ScriptRunners runners, SpecStore store, ConvergeRecord progress)
      throws StepFailure, InterruptedException {
    if (specs().isEmpty()) {
      display.say("no project is named in 'cyclecloud.cluster_init_specs'");
    }
    ClusterInit clusterInit = clusterInit(display, runners, store);
    phase(display, progress, "fetch");
    clusterInit.awaitLeftOvers(specs());
    fetch(store);
    Chef chef = new Chef(context, settings, runners, display);
    Optional<ChefResult> cooked = Optional.empty();
    if (order.chef()) {
      phase(display, progress, "chef");
      cooked = chef.run(specs(), order.target().runList(), store::folder);
      cooked.ifPresent(result -> times.add(result.step()));
    } else {
      chef.leaveOut(specs(), store::folder);
    }
    note(cooked);
    phase(display, progress, "cluster-init");
    for (Spec spec : specs()) {
      clusterInit.deploy(spec, store.folder(spec), identity(store, spec));
    }
    List<String> unknown = clusterInit.unknown(order.rerun().names(), specs());
    if (!unknown.isEmpty()) {
      throw new StepFailure(
          "--rerun names '%s', and no spec has a script of that name; 'jetpack converge --dry-run' lists them"
              .formatted(unknown.getFirst()));
    }
    times.addAll(clusterInit.run(specs(), order.rerun()));
    cooked
        .flatMap(ChefResult::reboot)
        .ifPresent(words -> display.warn("REBOOT WANTED: " + words + "; restart this machine"));
  }

  private void fetch(SpecStore store) throws StepFailure, InterruptedException {
    List<SpecContents> found = new ArrayList<>();
    for (Spec spec : specs()) {
      // all of them are looked for before the first one is fetched
      found.add(store.look(spec));
    }
    for (SpecContents contents : found) {
      long start = System.nanoTime();
      store.fetch(contents);
      times.add(
          new StepTime(
              "fetch " + contents.spec().id(),
              contents.current() ? "unchanged" : "fetched",
              Duration.ofNanos(System.nanoTime() - start)));
    }
  }

  private static String identity(SpecStore store, Spec spec) throws StepFailure {
    try {
      return store.identity(spec);
    } catch (IOException e) {
      throw new StepFailure(IoReason.withFile(e));
    }
  }

  private void note(Optional<ChefResult> cooked) throws StepFailure {
    try {
      if (cooked.flatMap(ChefResult::reboot).isPresent()) {
        RebootNote.write(home.run(), cooked.get().reboot().get(), clock.instant());
      } else if (cooked.isPresent()) {
        RebootNote.remove(home.run());
      }
    } catch (IOException e) {
      throw new StepFailure(IoReason.withFile(e));
    }
  }

  private void summary(Display display, Duration time) {
    long scripts = times.stream().filter(step -> step.result().equals("done")).count();
    table(display, times);
    display.say(
        "converged in %s, %s ran"
            .formatted(seconds(time), scripts == 1 ? "1 script" : "%d scripts".formatted(scripts)));
  }

  private static void table(Display display, List<StepTime> steps) {
    display.say("");
    if (!steps.isEmpty()) {
      new TextTable(SUMMARY)
          .text(steps.stream().map(Converge::row).toList())
          .lines()
          .forEach(display::say);
      display.say("");
    }
  }

  private static List<String> row(StepTime step) {
    return List.of(step.what(), step.result(), seconds(step.time()));
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.2f s", time.toMillis() / 1000.0);
  }

  /** Runs the tests of what lies on the node. */
  int test() throws InterruptedException {
    try (Display display = display();
        ScriptRunners runners = context.runners(settings.runners());
        SpecStore store = store(display)) {
      List<StepTime> results = clusterInit(display, runners, store).test(specs());
      table(display, results);
      List<StepTime> failed =
          results.stream().filter(result -> result.result().startsWith("failed")).toList();
      display.say(
          "%d of %d tests passed".formatted(results.size() - failed.size(), results.size()));
      if (!failed.isEmpty()) {
        throw new CommandFailure(
            ExitCodes.FAILED,
            "test '%s' %s".formatted(failed.getFirst().what(), failed.getFirst().result()));
      }
      return ExitCodes.DONE;
    } catch (StepFailure e) {
      throw new CommandFailure(e.exitCode(), e.getMessage(), e);
    }
  }

  /** Shows what would be done. */
  int show() throws InterruptedException {
    try (Display display = new Display(context.console(), ConvergeLog.NOWHERE);
        ScriptRunners runners = context.runners(settings.runners());
        SpecStore store = store(display)) {
      order.target().remarks().forEach(display::warn);
      new DryRun(order, store, clusterInit(display, runners, store), display).show();
      return ExitCodes.DONE;
    } catch (StepFailure e) {
      throw new CommandFailure(e.exitCode(), e.getMessage(), e);
    }
  }

  private List<Spec> specs() {
    return order.target().specs();
  }

  private String mode(ConvergeRecord begun) {
    return order.mode().orElse(begun.isInstalled() ? "maintenance" : "install");
  }

  private Display display() {
    return new Display(
        context.console(),
        new ConvergeLog(home.logs().resolve("jetpack.log"), settings.log().limitBytes(), clock));
  }

  private SpecStore store(Display display) {
    return new SpecStore(
        ScriptPlaces.of(settings.converge().base(), home).system().resolve("projects"),
        context.services(LockerProvider.class),
        settings.converge().fetch(),
        display);
  }

  private ClusterInit clusterInit(Display display, ScriptRunners runners, SpecStore store) {
    ScriptPlaces places = ScriptPlaces.of(settings.converge().base(), home);
    ScriptRun run =
        new ScriptRun(
            places,
            runners,
            context.environment(),
            settings.converge().scriptTimeout().orElse(ScriptRun.WITHOUT_LIMIT),
            clock);
    return new ClusterInit(places, run, store::folder, display);
  }

  private ConvergeRecord begin() {
    try {
      return ConvergeRecord.begin(home.run(), order.mode().orElse(""), new SystemTime().now());
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private static void phase(Display display, ConvergeRecord progress, String phase)
      throws StepFailure {
    display.phase(phase);
    try {
      progress.phase(phase);
    } catch (IOException e) {
      throw new StepFailure(IoReason.withFile(e));
    }
  }

  private void end(ConvergeRecord progress, String result, String failure) {
    try {
      progress.end(result, failure, clock.instant());
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private CommandFailure unwritable(IOException e) {
    return new CommandFailure(
        ExitCodes.FAILED, home.unwritable(ConvergeRecord.path(home.run()), e), e);
  }
}
