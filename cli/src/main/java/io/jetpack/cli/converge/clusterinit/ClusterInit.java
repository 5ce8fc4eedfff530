package io.jetpack.cli.converge.clusterinit;

import io.jetpack.cli.ExitCodes;
import io.jetpack.cli.converge.plan.LastLines;
import io.jetpack.cli.converge.plan.Spec;
import io.jetpack.cli.converge.plan.StepFailure;
import io.jetpack.cli.converge.plan.StepTime;
import io.jetpack.cli.converge.plan.Watcher;
import io.jetpack.text.IoReason;
import io.jetpack.text.PlainText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The scripts of all specs on this node. */
public final class ClusterInit {

  private static final int TOLD_LINES = 10;

  private final ScriptPlaces places;
  private final ScriptRun run;
  private final Function<Spec, Path> fetched;
  private final Watcher watcher;

  /**
   * @param fetched where a spec lies as it was fetched; what scripts write beside themselves is no
   *     script
   */
  public ClusterInit(
      ScriptPlaces places, ScriptRun run, Function<Spec, Path> fetched, Watcher watcher) {
    this.places = places;
    this.run = run;
    this.fetched = fetched;
    this.watcher = watcher;
  }

  /**
   * Waits for scripts that outlived a converge which was killed; what they succeed in counts.
   *
   * @throws InterruptedException when somebody ends the program; the script is ended then
   */
  public void awaitLeftOvers(List<Spec> specs) throws StepFailure, InterruptedException {
    for (Spec spec : specs) {
      try {
        // what is noted there names processes that are waited for and ended
        Trust.requireDirectory(places.memory(spec));
      } catch (IOException e) {
        throw unusable(spec, e);
      }
      for (String script : scripts(spec, ScriptKind.SCRIPTS)) {
        Supervisor supervisor = Supervisor.of(places.marker(spec, script));
        if (supervisor.leftOver().isPresent()) {
          watcher.say(
              "script %s of a converge that was killed is still running; waiting for it"
                  .formatted(script));
          try (Watcher.Running _ = watcher.running(spec.id() + "/" + script)) {
            run.await(supervisor);
          }
        }
        if (!run.endOrphans(supervisor).isEmpty()) {
          watcher.warn(
              "script %s was still running, without the shell that would know its success; it was"
                      .formatted(script)
                  + " ended and runs again");
        }
      }
    }
  }

  /**
   * Puts a spec where its scripts expect it.
   *
   * @param from the spec in the store
   * @param identity changes whenever the spec does
   */
  public void deploy(Spec spec, Path from, String identity) throws StepFailure {
    try {
      new Deployment(places, watcher).deploy(spec, from, identity);
    } catch (IOException e) {
      throw unusable(spec, e);
    }
  }

  private StepFailure unusable(Spec spec, IOException e) {
    return new StepFailure(
        "cluster-init of %s can not be put to '%s': %s; 'converge.base' names another place"
            .formatted(spec.id(), places.spec(spec), IoReason.withFile(e)));
  }

  /**
   * Runs what has not run yet, in order.
   *
   * @throws StepFailure when a script fails; those after it do not run
   * @throws InterruptedException when somebody ends the program; nothing of the script is left
   */
  public List<StepTime> run(List<Spec> specs, Rerun rerun)
      throws StepFailure, InterruptedException {
    List<StepTime> times = new ArrayList<>();
    for (Spec spec : specs) {
      for (String script : scripts(spec, ScriptKind.SCRIPTS)) {
        Optional<StepTime> ran = run(spec, script, rerun);
        ran.ifPresent(times::add);
      }
    }
    return times;
  }

  private Optional<StepTime> run(Spec spec, String script, Rerun rerun)
      throws StepFailure, InterruptedException {
    ScriptState state = state(spec, script);
    if (state != ScriptState.TO_RUN && !rerun.applies(spec, script, state)) {
      watcher.say("Script %s has already run successfully, skipping".formatted(script));
      if (state == ScriptState.EDITED) {
        watcher.warn(
            "%s/%s was edited since it ran; --rerun-changed or --rerun %s runs it again"
                .formatted(spec.id(), script, script));
      }
      return Optional.empty();
    }
    Path output = places.output(spec, ScriptKind.SCRIPTS, script);
    watcher.say(
        "Executing cluster-init script: " + script, ", output written to %s".formatted(output));
    ScriptRun.Result result;
    try (Watcher.Running _ = watcher.running(spec.id() + "/" + script)) {
      result = run.once(spec, script);
    } catch (IOException e) {
      throw new StepFailure(
          "cluster-init script '%s' in project '%s' can not be run: %s"
              .formatted(PlainText.line(script), spec.project(), IoReason.withFile(e)));
    }
    if (!result.ending().isSuccess()) {
      throw failure(spec, script, result.ending(), output);
    }
    return Optional.of(new StepTime(spec.id() + "/" + script, "done", result.time()));
  }

  private static StepFailure failure(Spec spec, String script, Ending ending, Path output) {
    return new StepFailure(
        ExitCodes.FAILED,
        "Failed to execute cluster-init script '%s' in project '%s' (%s)"
            .formatted(PlainText.line(script), spec.project(), ending.words()),
        Map.of(
            "project", spec.project(),
            "spec", spec.name(),
            "script", script,
            "return_code", ending.code(),
            "output_file", output.toString()),
        LastLines.of(output, TOLD_LINES));
  }

  /** Runs all tests of all specs. */
  public List<StepTime> test(List<Spec> specs) throws StepFailure, InterruptedException {
    List<StepTime> times = new ArrayList<>();
    for (Spec spec : specs) {
      for (String script : scripts(spec, ScriptKind.TESTS)) {
        try (Watcher.Running _ = watcher.running(spec.id() + "/" + script)) {
          ScriptRun.Result result = run.test(spec, script);
          String words =
              result.ending().isSuccess() ? "passed" : "failed: " + result.ending().words();
          times.add(new StepTime(spec.id() + "/" + script, words, result.time()));
        } catch (IOException e) {
          throw new StepFailure(
              "test '%s' in project '%s' can not be run: %s"
                  .formatted(script, spec.project(), IoReason.withFile(e)));
        }
      }
    }
    return times;
  }

  /**
   * The scripts of a spec in the order in which they run.
   *
   * @throws StepFailure when their folder can not be read
   */
  public List<String> scripts(Spec spec, ScriptKind kind) throws StepFailure {
    try {
      return ScriptNames.in(fetched.apply(spec).resolve("cluster-init").resolve(kind.folder()));
    } catch (IOException e) {
      throw new StepFailure(IoReason.withFile(e));
    }
  }

  /** Whether a script that lies on the node runs. */
  public ScriptState state(Spec spec, String script) {
    return state(spec, script, places.folder(spec, ScriptKind.SCRIPTS).resolve(script));
  }

  /** Whether a script runs that lies, or will lie, on the node. */
  public ScriptState state(Spec spec, String script, Path file) {
    Marker marker = new Marker(places.marker(spec, script));
    if (!marker.exists()) {
      return ScriptState.TO_RUN;
    }
    try {
      Optional<String> then = marker.sha256();
      boolean same =
          then.isEmpty() || !Files.isRegularFile(file) || then.get().equals(Marker.sha256(file));
      return same ? ScriptState.DONE : ScriptState.EDITED;
    } catch (IOException e) {
      return ScriptState.DONE;
    }
  }

  /** Whether a script runs again that has already run. */
  public boolean runs(Spec spec, String script, ScriptState state, Rerun rerun) {
    return rerun.applies(spec, script, state);
  }

  /** Those of the names that stand for no script of these specs. */
  public List<String> unknown(List<String> names, List<Spec> specs) throws StepFailure {
    List<String> unknown = new ArrayList<>(names);
    for (Spec spec : specs) {
      for (String script : scripts(spec, ScriptKind.SCRIPTS)) {
        unknown.removeIf(name -> Rerun.isMeant(name, spec, script));
      }
    }
    return unknown;
  }
}
