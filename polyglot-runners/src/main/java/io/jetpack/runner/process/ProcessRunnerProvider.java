package io.jetpack.runner.process;

import io.jetpack.runner.HeapRoom;
import io.jetpack.runner.RunnerSettings;
import io.jetpack.runner.Script;
import io.jetpack.runner.ScriptRequest;
import io.jetpack.runner.ScriptRunner;
import io.jetpack.runner.ScriptRunnerProvider;
import io.jetpack.runner.process.spawn.Launching;
import io.jetpack.runner.process.spawn.SpawnWay;
import java.util.List;
import java.util.Optional;

/** Offers the runner {@code process}: any script that has an interpreter outside of the agent. */
public final class ProcessRunnerProvider implements ScriptRunnerProvider {

  /** The name by which a script asks for it: {@code # jetpack: runtime=process}. */
  public static final String NAME = "process";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean takes(Script script) {
    return switch (script.language()) {
      case SHELL, BATCH, SHEBANG -> true;
      case PYTHON -> !HeapRoom.isEnoughForPython();
      case UNKNOWN -> false;
    };
  }

  @Override
  public Optional<String> aboutThisMachine() {
    return Optional.of("processes are started " + Launching.ofThisMachine().words());
  }

  @Override
  public boolean startsWithDefaultSignals() {
    return Launching.ofThisMachine().way() != SpawnWay.BY_JAVA;
  }

  /** Whether this machine has what runs a script, other than a batch script, as a process. */
  public static boolean canRun(ScriptRequest request) {
    return new CommandLines(List.of()).resolve(request) instanceof CommandLines.Resolution.Found;
  }

  @Override
  public ScriptRunner open(RunnerSettings settings) {
    return new ProcessRunner(new CommandLines(settings.batchCommand()));
  }
}
