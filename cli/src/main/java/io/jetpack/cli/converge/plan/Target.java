package io.jetpack.cli.converge.plan;

import java.util.List;

/**
 * What the node is to become.
 *
 * @param specs in the order in which they are applied
 * @param runList what Chef runs before the run lists of the specs
 * @param remarks sentences about what was found and not taken
 */
public record Target(List<Spec> specs, List<String> runList, List<String> remarks) {
  public Target {
    specs = List.copyOf(specs);
    runList = List.copyOf(runList);
    remarks = List.copyOf(remarks);
  }
}
