package io.jetpack.runner.python;

import io.jetpack.runner.ScriptOutcome;
import io.jetpack.runner.ScriptOutcome.NotStarted;
import io.jetpack.runner.ScriptRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The contexts that wait for the next run of their script. A context belongs to one script and is
 * used by one run at a time; the least recently used goes first when there are too many.
 */
final class WarmContexts {

  private final PythonEngine engine;
  private final int limit;
  private final Map<Path, ScriptContext> idle = new LinkedHashMap<>();
  private final Map<Path, ScriptContext> stuck = new HashMap<>();
  private boolean closed;

  WarmContexts(PythonEngine engine, int limit) {
    this.engine = engine;
    this.limit = limit;
  }

  /** Runs a script in its warm context, or in a new one. */
  ScriptOutcome run(Path script, byte[] source, ScriptRequest request) throws InterruptedException {
    ScriptContext context = take(script);
    if (context == null) {
      return new NotStarted(
          "the previous run of '%s' still hangs in the kernel, in spite of being cancelled; it is not started again meanwhile"
              .formatted(script));
    }
    try {
      return context.run(script, source, request);
    } finally {
      giveBack(script, context);
    }
  }

  private synchronized @Nullable ScriptContext take(Path script) {
    ScriptContext hanging = stuck.get(script);
    if (hanging != null) {
      if (hanging.isStuck()) {
        return null;
      }
      stuck.remove(script);
    }
    ScriptContext context = idle.remove(script);
    return context == null ? new ScriptContext(engine, "python " + script.getFileName()) : context;
  }

  private void giveBack(Path script, ScriptContext context) {
    List<ScriptContext> surplus = new ArrayList<>();
    synchronized (this) {
      if (context.isStuck()) {
        stuck.put(script, context);
      } else if (closed || !context.isReusable()) {
        surplus.add(context);
      } else {
        ScriptContext other = idle.put(script, context);
        if (other != null) {
          surplus.add(other);
        }
        while (idle.size() > limit) {
          surplus.add(idle.remove(idle.keySet().iterator().next()));
        }
      }
    }
    surplus.forEach(ScriptContext::dispose);
  }

  void close() {
    List<ScriptContext> all;
    synchronized (this) {
      closed = true;
      all = List.copyOf(idle.values());
      idle.clear();
    }
    all.forEach(ScriptContext::dispose);
  }
}
