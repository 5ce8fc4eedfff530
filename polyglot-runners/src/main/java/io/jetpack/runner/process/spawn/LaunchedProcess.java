package io.jetpack.runner.process.spawn;

import java.util.concurrent.CompletableFuture;

/** A started process that tells its exit status exactly, and whether it leads its own session. */
public abstract class LaunchedProcess extends Process {

  /** Completes when the process has ended; there is no zombie then. */
  public abstract CompletableFuture<ExitStatus> exitStatus();

  /** Whether the process leads a session of its own, whose number is its pid. */
  public abstract boolean leadsSession();
}
