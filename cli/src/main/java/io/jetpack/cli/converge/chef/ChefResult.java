package io.jetpack.cli.converge.chef;

import io.jetpack.cli.converge.plan.StepTime;
import java.util.Optional;

/**
 * How a run of Chef that succeeded went.
 *
 * @param step for the summary
 * @param reboot why the machine should start anew, if it should
 */
public record ChefResult(StepTime step, Optional<String> reboot) {}
