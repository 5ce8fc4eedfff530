package io.jetpack.cli.converge.clusterinit;

import io.jetpack.cli.converge.plan.Spec;
import io.jetpack.cli.node.Home;
import java.io.File;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where everything of cluster-init lies on the node, as its callers rely on it.
 *
 * @param base {@code /mnt/cluster-init}, unless a setting says otherwise
 * @param home the agent's
 */
public record ScriptPlaces(Path base, Home home) {

  private static final String UNIX_BASE = "/mnt/cluster-init";
  private static final String WINDOWS_BASE = "C:\\cluster-init";

  /** Those of a node whose operator may have chosen another base. */
  public static ScriptPlaces of(Optional<Path> base, Home home) {
    return new ScriptPlaces(
        base.orElseGet(() -> Path.of(File.separatorChar == '\\' ? WINDOWS_BASE : UNIX_BASE)), home);
  }

  /**
   * Where a converge keeps what it fetches and makes: in the home, or, where nothing of the node is
   * written there, beside what is installed.
   */
  public Path system() {
    return home.isStateElsewhere() ? base.resolve(".system") : home.directory().resolve("system");
  }

  Path project(Spec spec) {
    return base.resolve(spec.project());
  }

  Path spec(Spec spec) {
    return project(spec).resolve(spec.name());
  }

  Path folder(Spec spec, ScriptKind kind) {
    return spec(spec).resolve(kind.folder());
  }

  /** What is remembered of a spec. */
  Path memory(Spec spec) {
    return base.resolve(".run").resolve(spec.project()).resolve(spec.name());
  }

  /** The file that says that a script has run to its success. */
  Path marker(Spec spec, String script) {
    return memory(spec).resolve(ScriptKind.SCRIPTS.folder()).resolve(script + ".run");
  }

  Path output(Spec spec, ScriptKind kind, String script) {
    return home.logs()
        .resolve("cluster-init")
        .resolve(spec.project())
        .resolve(spec.name())
        .resolve(kind.folder())
        .resolve(script + ".out");
  }

  /** The environment of a spec's scripts. */
  Map<String, String> environment(Spec spec, Map<String, String> ofTheAgent) {
    Map<String, String> environment = new HashMap<>(ofTheAgent);
    environment.put(Home.VARIABLE, home.directory().toString());
    environment.put("CYCLECLOUD_PROJECT_NAME", spec.project());
    environment.put("CYCLECLOUD_PROJECT_PATH", project(spec).toString());
    environment.put("CYCLECLOUD_PROJECT_VERSION", spec.version());
    environment.put("CYCLECLOUD_SPEC_NAME", spec.name());
    environment.put("CYCLECLOUD_SPEC_PATH", spec(spec).toString());
    String bin = home.directory().resolve("bin").toString();
    environment.merge("PATH", bin, (old, ours) -> ours + File.pathSeparator + old);
    return environment;
  }
}
