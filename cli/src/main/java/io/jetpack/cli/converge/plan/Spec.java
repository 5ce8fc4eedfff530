package io.jetpack.cli.converge.plan;

import java.util.List;

/**
 * One spec of a project that this node gets.
 *
 * @param project the project's name
 * @param version the project's version
 * @param name the spec's name
 * @param locker the address of the locker; may hold a secret, so it is shown by the locker only
 * @param order specs of a lower order come first
 * @param runList what Chef runs for it
 */
public record Spec(
    String project, String version, String name, String locker, int order, List<String> runList) {

  public Spec {
    runList = List.copyOf(runList);
  }

  /** {@code project/spec}, by which people name it. */
  public String id() {
    return project + "/" + name;
  }

  /** Where it lies in its locker, without a slash at the end. */
  public String folder() {
    return "projects/%s/%s/%s".formatted(project, version, name);
  }
}
