package io.jetpack.runner.python;

import io.jetpack.runner.Inspection;
import io.jetpack.runner.Script;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;

/**
 * Looks into scripts by means of Python's own compiler, in a context without files. A second
 * context would cost as much processor time as it saves, and shellcheck has use for it meanwhile.
 */
final class PythonInspector {

  /** As in a run: what is nested deep must end as an error, before the stack does. */
  private static final long STACK_BYTES = 64L * 1024 * 1024;

  private final PythonEngine engine;

  PythonInspector(PythonEngine engine) {
    this.engine = engine;
  }

  List<Optional<Inspection>> inspect(List<Path> scripts) throws InterruptedException {
    if (scripts.isEmpty()) {
      return List.of();
    }
    FutureTask<List<Optional<Inspection>>> task = new FutureTask<>(() -> look(scripts));
    Thread thread = new Thread(null, task, "python-inspection", STACK_BYTES, false);
    thread.setDaemon(true);
    thread.start();
    try {
      return task.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the in-process Python could not look at scripts", e);
    }
  }

  private List<Optional<Inspection>> look(List<Path> scripts) {
    List<Optional<Inspection>> found = new ArrayList<>();
    try (Context context = engine.newInspectionContext()) {
      Value inspect = context.getBindings(PythonEngine.PYTHON).getMember("_inspect");
      for (Path script : scripts) {
        found.add(readable(script).map(source -> look(inspect, script, source)));
      }
    }
    return found;
  }

  /** The bytes of a script, as characters of the same number. */
  private static Optional<String> readable(Path script) {
    if (Script.whyUnreadable(script).isPresent()
        || script.toFile().length() > PythonRunner.SCRIPT_LIMIT_BYTES) {
      return Optional.empty();
    }
    try {
      return Optional.of(Files.readString(script, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Inspection look(Value inspect, Path script, String source) {
    try {
      return InspectionText.read(inspect.execute(source, script.toString()).asString());
    } catch (PolyglotException e) {
      String message =
          e.isResourceExhausted() ? "too large or too deeply nested" : "" + e.getMessage();
      return Inspection.faulty(new Inspection.SyntaxError(0, 0, message, false));
    }
  }
}
