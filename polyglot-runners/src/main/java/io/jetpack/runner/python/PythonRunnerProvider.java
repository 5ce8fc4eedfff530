package io.jetpack.runner.python;

import io.jetpack.runner.HeapRoom;
import io.jetpack.runner.RunnerSettings;
import io.jetpack.runner.Script;
import io.jetpack.runner.ScriptRunner;
import io.jetpack.runner.ScriptRunnerProvider;
import java.util.Optional;

/** Offers the runner {@code python}: Python 3 in process. */
public final class PythonRunnerProvider implements ScriptRunnerProvider {

  /** The name by which a script asks for it: {@code # jetpack: runtime=python}. */
  public static final String NAME = "python";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean takes(Script script) {
    return script.language() == Script.Language.PYTHON && HeapRoom.isEnoughForPython();
  }

  @Override
  public Optional<String> aboutThisMachine() {
    return HeapRoom.problem();
  }

  @Override
  public void warmUp() {
    if (HeapRoom.isEnoughForPython()) {
      PythonEngine.warmUp();
    }
  }

  @Override
  public ScriptRunner open(RunnerSettings settings) {
    return new PythonRunner(settings);
  }
}
