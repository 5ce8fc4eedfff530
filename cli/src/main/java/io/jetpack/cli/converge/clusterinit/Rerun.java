package io.jetpack.cli.converge.clusterinit;

import io.jetpack.cli.converge.plan.Spec;
import java.util.List;

/**
 * Which scripts run again that have already run.
 *
 * @param names scripts, with or without their project and spec before them
 * @param changed whether those that were edited do
 */
public record Rerun(List<String> names, boolean changed) {
  public Rerun {
    names = List.copyOf(names);
  }

  boolean applies(Spec spec, String script, ScriptState state) {
    return names.contains(script)
        || names.contains(spec.id() + "/" + script)
        || changed && state == ScriptState.EDITED;
  }

  /** Whether a name stands for this script. */
  static boolean isMeant(String name, Spec spec, String script) {
    return name.equals(script) || name.equals(spec.id() + "/" + script);
  }
}
