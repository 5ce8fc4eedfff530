package io.jetpack.runner.python.inspection;

import io.jetpack.runner.Inspection;
import io.jetpack.runner.Script;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Looks into scripts, one after the other, on a thread with a stack for what is nested deep. */
public final class PythonInspector {

  /** As in a run: what is nested deep must end as an error, before the stack does. */
  private static final long STACK_BYTES = 64L * 1024 * 1024;

  private PythonInspector() {}

  /**
   * What is in some scripts.
   *
   * @param limitBytes how large a script may be
   * @return one inspection a script, in their order; empty for one that is too large or can not be
   *     read
   * @throws InterruptedException when the thread that waits is interrupted
   */
  public static List<Optional<Inspection>> inspect(List<Path> scripts, long limitBytes)
      throws InterruptedException {
    if (scripts.isEmpty()) {
      return List.of();
    }
    FutureTask<List<Optional<Inspection>>> task =
        new FutureTask<>(() ->
            scripts.stream()
                .map(script -> readable(script, limitBytes).map(PythonInspector::inspect))
                .toList());
    Thread thread = new Thread(null, task, "python-inspection", STACK_BYTES, false);
    thread.setDaemon(true);
    thread.start();
    try {
      return task.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the parser of Python could not look at scripts", e);
    }
  }

  private static Optional<byte[]> readable(Path script, long limitBytes) {
    if (Script.whyUnreadable(script).isPresent() || script.toFile().length() > limitBytes) {
      return Optional.empty();
    }
    try {
      return Optional.of(Files.readAllBytes(script));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Inspection inspect(byte[] script) {
    try {
      return PythonLook.into(SyntaxTree.of(PythonSource.decode(script), () -> false));
    } catch (Refused e) {
      return Inspection.faulty(e.error());
    } catch (StackOverflowError | OutOfMemoryError e) {
      return faulty("too large or too deeply nested");
    } catch (RuntimeException e) {
      return faulty("the parser of Python failed: " + e);
    }
  }

  private static Inspection faulty(String message) {
    return Inspection.faulty(new Inspection.SyntaxError(0, 0, message, false));
  }
}
