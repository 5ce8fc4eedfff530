package io.jetpack.runner.python;

import io.jetpack.runner.ScriptRequest;
import io.jetpack.runner.python.files.OpenFiles;
import io.jetpack.runner.python.files.RunStream;
import io.jetpack.runner.python.files.ScriptFiles;
import io.jetpack.runner.python.inspection.PythonSource;
import io.jetpack.runner.python.inspection.ScriptReach;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/**
 * A context from the host's side: opened by its thread, used by its thread, cancelled by others.
 */
final class Guest {

  private static final int REUSABLE = 1 << 16;
  private static final int THREADS_SHIFT = 17;

  /** More than these are compiled again when their turn comes. */
  private static final int PROGRAMS_AT_MOST = 200;

  /** A compiled script in this context; made from its source and last run at a time. */
  private record Program(Value code, String source, long lastUse) {}

  private final PythonEngine engine;
  private final OpenFiles openFiles;
  private final ChildProcesses children;
  private final RunStream stdout;
  private final RunStream stderr;
  private final HostFunctions host;
  private volatile @Nullable Context context;
  private volatile boolean cancelled;
  private final Map<Path, Program> programs = new ConcurrentHashMap<>();
  private volatile @Nullable Value newProgram;
  private volatile @Nullable Value run;
  private volatile @Nullable Value flush;
  private long runs;
  private @Nullable Map<String, String> environment;

  Guest(
      PythonEngine engine,
      OpenFiles openFiles,
      ChildProcesses children,
      RunStream stdout,
      RunStream stderr) {
    this.engine = engine;
    this.openFiles = openFiles;
    this.children = children;
    this.stdout = stdout;
    this.stderr = stderr;
    this.host = new HostFunctions(children, engine.given(), stdout, stderr, this::cancel);
  }

  /** Opens the context, when it is not open yet. */
  void open() {
    if (context != null || cancelled) {
      return;
    }
    Context opened =
        engine.newContext(new ScriptFiles(openFiles, host.ownProcess()), children, stdout, stderr);
    context = opened;
    if (cancelled) {
      opened.close(true);
    }
    // not by its bindings, see PythonHalf
    Value own = opened.eval(PythonEngine.PYTHON, "(_install, _Program, _run, _flush)");
    own.getArrayElement(0).executeVoid(host.asObject());
    newProgram = own.getArrayElement(1);
    run = own.getArrayElement(2);
    flush = own.getArrayElement(3);
  }

  /** Runs a script to its end, on the context's thread. */
  Ending run(Path script, byte[] source, ScriptRequest request) {
    Map<String, String> newEnvironment = request.environment();
    host.beginRun(request);
    long start = host.threadCpuNanos();
    boolean sameEnvironment = newEnvironment.equals(environment);
    int result;
    try {
      Value function = run;
      if (function == null) {
        throw new IllegalStateException("the context is not open");
      }
      result =
          function
              .execute(
                  program(script, source),
                  joined(request.arguments()),
                  sameEnvironment ? null : joined(newEnvironment),
                  request.workingDirectory().toAbsolutePath().toString())
              .asInt();
      environment = newEnvironment;
    } catch (PolyglotException e) {
      result = endedBy(e);
    }
    openFiles.closeAll();
    int signal = host.ownSignal() != 0 ? host.ownSignal() : (result >> 8) & 0xFF;
    Duration cpuTime =
        Duration.ofNanos(host.threadCpuNanos() - start + host.otherThreadsCpuNanos());
    int threads = (result >> THREADS_SHIFT) & 0xFF;
    int code = signal == 0 ? result & 0xFF : 0;
    // a script that did well without what it was refused has said so itself
    Optional<String> failure =
        code == 0 && signal == 0 && !host.needsProcess() ? Optional.empty() : host.failure();
    return new Ending(code, signal, failure, cpuTime, (result & REUSABLE) != 0, threads);
  }

  /** What was compiled before, when the source is the same, or something that is going to be. */
  private Value program(Path script, byte[] source) {
    Program known = programs.get(script);
    if (known == null && programs.size() >= PROGRAMS_AT_MOST) {
      programs.entrySet().stream()
          .min(Comparator.comparingLong(entry -> entry.getValue().lastUse()))
          .ifPresent(oldest -> programs.remove(oldest.getKey()));
    }
    String text = new String(source, StandardCharsets.ISO_8859_1);
    Value code =
        known != null && known.source().equals(text)
            ? known.code()
            : newProgram(script, PythonSource.withKnownEncoding(source));
    programs.put(script, new Program(code, text, runs++));
    return code;
  }

  private Value newProgram(Path script, byte[] source) {
    ScriptReach reach = ScriptReach.of(source, () -> cancelled);
    return Objects.requireNonNull(newProgram)
        .newInstance(
            script.toString(),
            new String(source, StandardCharsets.ISO_8859_1),
            reach.deep(),
            joined(reach.stored()));
  }

  /** The exit code of a script that took its context down with it. */
  private int endedBy(PolyglotException e) {
    if (host.exitCode().isPresent()) {
      return host.exitCode().getAsInt();
    }
    if (e.isExit()) {
      return e.getExitStatus() & 0xFF;
    }
    if (cancelled) {
      return 1; // who cancelled it tells why
    }
    if (!e.isResourceExhausted()) {
      host.failed(String.valueOf(e.getMessage()));
      salvage();
      return 1;
    }
    try {
      stderr.write("MemoryError\n".getBytes(StandardCharsets.UTF_8));
    } catch (IOException unwritable) {
      throw new IllegalStateException(unwritable);
    }
    return 1;
  }

  /** Gets out what the script has written and the interpreter still holds. */
  private void salvage() {
    try {
      Objects.requireNonNull(flush).executeVoid();
    } catch (PolyglotException | IllegalStateException e) {
      // the interpreter is gone, and what it held with it
    }
  }

  private static String joined(Iterable<String> texts) {
    StringBuilder all = new StringBuilder();
    texts.forEach(text -> all.append(text).append('\0'));
    return all.toString();
  }

  private static String joined(Map<String, String> environment) {
    return environment.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .collect(Collectors.joining("\0"));
  }

  /** Ends whatever the context does, and the context. Waits for it. */
  void cancel() {
    cancelled = true;
    Context present = context;
    if (present != null) {
      try {
        present.close(true);
      } catch (PolyglotException | IllegalStateException e) {
        // it is closed, or closes when the guest lets go
      }
      forget();
    }
  }

  /** Lets go of all that the script holds, also while somebody still holds this. */
  private void forget() {
    programs.clear();
    newProgram = null;
    run = null;
    flush = null;
    context = null;
  }
}
