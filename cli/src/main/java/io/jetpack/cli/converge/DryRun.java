package io.jetpack.cli.converge;

import io.jetpack.cli.converge.clusterinit.ClusterInit;
import io.jetpack.cli.converge.clusterinit.ScriptKind;
import io.jetpack.cli.converge.clusterinit.ScriptNames;
import io.jetpack.cli.converge.clusterinit.ScriptState;
import io.jetpack.cli.converge.locker.SpecContents;
import io.jetpack.cli.converge.locker.SpecStore;
import io.jetpack.cli.converge.plan.Spec;
import io.jetpack.cli.converge.plan.StepFailure;
import io.jetpack.cli.converge.plan.Watcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Says what a converge would do: what it would fetch, which recipes and which scripts would run.
 */
final class DryRun {

  private final Order order;
  private final SpecStore store;
  private final ClusterInit clusterInit;
  private final Watcher out;

  DryRun(Order order, SpecStore store, ClusterInit clusterInit, Watcher out) {
    this.order = order;
    this.store = store;
    this.clusterInit = clusterInit;
    this.out = out;
  }

  void show() throws StepFailure, InterruptedException {
    List<SpecContents> found = new ArrayList<>();
    for (Spec spec : order.target().specs()) {
      found.add(store.look(spec));
    }
    out.say("fetch");
    found.forEach(this::fetch);
    out.say("chef");
    chef(found);
    out.say("cluster-init");
    for (SpecContents contents : found) {
      scripts(contents);
    }
    out.say("nothing was done");
  }

  private void fetch(SpecContents contents) {
    Spec spec = contents.spec();
    String what =
        contents.current()
            ? "unchanged"
            : String.format(
                Locale.ROOT,
                "%s, %,d bytes, from %s",
                contents.archive() ? "an archive" : contents.files().size() + " files",
                contents.sizeBytes(),
                contents.address());
    out.say("  %s %s: %s".formatted(spec.id(), spec.version(), what));
  }

  private void chef(List<SpecContents> found) {
    List<String> cookbooks = new ArrayList<>();
    boolean unknown = false;
    for (SpecContents contents : found) {
      unknown |= isUnknown(contents);
      cookbooks.addAll(names(contents, "chef/cookbooks"));
      cookbooks.addAll(names(contents, "chef/site-cookbooks"));
    }
    if (unknown) {
      out.say("  an archive may hold cookbooks");
    } else if (cookbooks.isEmpty()) {
      out.say("  no spec has a cookbook; Chef does not run");
      return;
    }
    if (!order.chef()) {
      out.say("  left out");
      return;
    }
    out.say("  cookbooks: " + String.join(", ", cookbooks));
    List<String> runList = new ArrayList<>(order.target().runList());
    order.target().specs().forEach(spec -> runList.addAll(spec.runList()));
    out.say("  run list: " + (runList.isEmpty() ? "empty" : String.join(", ", runList)));
  }

  private void scripts(SpecContents contents) {
    Spec spec = contents.spec();
    if (isUnknown(contents)) {
      out.say("  %s: in an archive that is not fetched yet".formatted(spec.id()));
      return;
    }
    Path folder = store.folder(spec).resolve("cluster-init").resolve("scripts");
    for (String script :
        ScriptNames.of(names(contents, "cluster-init/" + ScriptKind.SCRIPTS.folder()))) {
      ScriptState state = clusterInit.state(spec, script, folder.resolve(script));
      boolean again =
          state != ScriptState.TO_RUN && clusterInit.runs(spec, script, state, order.rerun());
      out.say("  %s/%s %s".formatted(spec.id(), script, again ? "runs again" : state.words()));
    }
  }

  private static boolean isUnknown(SpecContents contents) {
    return contents.archive() && !contents.current();
  }

  private List<String> names(SpecContents contents, String folder) {
    if (!contents.archive()) {
      return contents.namesIn(folder);
    }
    try (Stream<Path> found = Files.list(store.folder(contents.spec()).resolve(folder))) {
      return found.map(path -> String.valueOf(path.getFileName())).sorted().toList();
    } catch (IOException e) {
      return List.of();
    }
  }
}
