package io.jetpack.cli.converge;

import io.jetpack.cli.converge.clusterinit.Rerun;
import io.jetpack.cli.converge.plan.Target;
import java.util.Optional;

/**
 * What somebody wants of a converge.
 *
 * @param target what the node is to become
 * @param chef whether Chef is run where there are cookbooks
 * @param mode as it was given
 * @param rerun which scripts run again
 */
record Order(Target target, boolean chef, Optional<String> mode, Rerun rerun) {}
