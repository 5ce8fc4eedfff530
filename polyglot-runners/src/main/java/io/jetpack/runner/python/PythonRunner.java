package io.jetpack.runner.python;

import io.jetpack.runner.HeapRoom;
import io.jetpack.runner.Inspection;
import io.jetpack.runner.NativeThreads;
import io.jetpack.runner.RunnerSettings;
import io.jetpack.runner.Script;
import io.jetpack.runner.ScriptOutcome;
import io.jetpack.runner.ScriptOutcome.NotStarted;
import io.jetpack.runner.ScriptOutcome.RunnerFailed;
import io.jetpack.runner.ScriptRequest;
import io.jetpack.runner.ScriptRunner;
import io.jetpack.runner.process.ProcessRunnerProvider;
import io.jetpack.runner.python.inspection.PythonInspector;
import io.jetpack.text.IoReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Runs Python scripts in process. */
final class PythonRunner implements ScriptRunner {

  /** A script larger than this is something else. */
  static final long SCRIPT_LIMIT_BYTES = 16L * 1024 * 1024;

  private final PythonEngine engine;
  private final WarmContexts contexts;
  private final SecondRun secondRun;
  private final Set<Thread> callers = ConcurrentHashMap.newKeySet();

  PythonRunner(RunnerSettings settings) {
    this.engine = new PythonEngine(settings.modules());
    this.secondRun = new SecondRun(() -> new ProcessRunnerProvider().open(settings));
    this.contexts = new WarmContexts(engine, settings.warmContexts(), settings.lasting());
  }

  @Override
  public ScriptOutcome run(ScriptRequest request) throws InterruptedException {
    Path script = request.script().toAbsolutePath();
    Optional<String> problem = problem(script, request);
    if (problem.isPresent()) {
      return new NotStarted(problem.get());
    }
    byte[] source;
    try {
      source = Files.readAllBytes(script);
    } catch (IOException e) {
      return new NotStarted("'%s' can not be read: %s".formatted(script, IoReason.of(e)));
    }
    Optional<ScriptOutcome> atOnce = secondRun.atOnce(script, source, request);
    if (atOnce.isPresent()) {
      return atOnce.get();
    }
    callers.add(Thread.currentThread());
    try {
      ScriptOutcome outcome = contexts.run(script, source, request);
      return outcome instanceof RunnerFailed failed
          ? secondRun.after(failed, script, source, request)
          : outcome;
    } catch (RuntimeException | OutOfMemoryError e) {
      if (!NativeThreads.areShort(e)) {
        throw e;
      }
      return new NotStarted(NativeThreads.NONE_LEFT);
    } finally {
      callers.remove(Thread.currentThread());
    }
  }

  @Override
  public void prepare() {
    if (HeapRoom.isEnoughForPython()) {
      contexts.prepare();
    }
  }

  private Optional<String> problem(Path script, ScriptRequest request) {
    Optional<String> problem = Script.whyUnreadable(script);
    if (problem.isPresent()) {
      return problem;
    }
    if (!Files.isDirectory(request.workingDirectory())) {
      return Optional.of(
          "the working directory '%s' does not exist".formatted(request.workingDirectory()));
    }
    return script.toFile().length() > SCRIPT_LIMIT_BYTES
        ? Optional.of(
            "'%s' is larger than %d bytes: that is no script".formatted(script, SCRIPT_LIMIT_BYTES))
        : Optional.empty();
  }

  @Override
  public List<Optional<Inspection>> inspect(List<Path> scripts) throws InterruptedException {
    return PythonInspector.inspect(scripts, SCRIPT_LIMIT_BYTES);
  }

  @Override
  public int warmInterpreters() {
    return contexts.idle();
  }

  @Override
  public void close() {
    callers.forEach(Thread::interrupt);
    contexts.close();
    secondRun.close();
    engine.close();
  }
}
