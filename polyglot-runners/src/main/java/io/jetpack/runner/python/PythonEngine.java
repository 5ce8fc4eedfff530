package io.jetpack.runner.python;

import io.jetpack.runner.HostModule;
import io.jetpack.runner.NativeThreads;
import io.jetpack.runner.python.files.ScriptFiles;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TimeZone;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.EnvironmentAccess;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.Language;
import org.graalvm.polyglot.PolyglotAccess;
import org.graalvm.polyglot.io.IOAccess;
import org.jspecify.annotations.Nullable;

/** The one engine of the process, built when the first script needs it, and its contexts. */
final class PythonEngine {

  static final String PYTHON = "python";

  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

  /** The Python half of this package, in the order in which it is loaded. */
  static final List<String> RESOURCES =
      List.of(
          "gaps.py",
          "files.py",
          "dates.py",
          "threads.py",
          "processes.py",
          "programs.py",
          "signals.py",
          "identity.py",
          "modules.py",
          "sockets.py",
          "mends.py",
          "watching.py",
          "imports.py",
          "resets.py",
          "isolation.py",
          "launch.py");

  static {
    // whatever is called of GraalVM first loads it, be it no engine but the builder of a context
    AttachLibrary.choose();
  }

  private final GivenModules given;
  private @Nullable Engine engine;
  private @Nullable PythonHalf half;

  PythonEngine(List<HostModule> modules) {
    this.given = new GivenModules(modules);
  }

  /** What the program gives to scripts. */
  GivenModules given() {
    return given;
  }

  /** A new context with the sources of this package loaded; not yet entered by any script. */
  Context newContext(
      ScriptFiles files, ChildProcesses children, OutputStream out, OutputStream err) {
    Context context =
        Context.newBuilder(PYTHON)
            .engine(engine())
            .in(InputStream.nullInputStream())
            .out(out)
            .err(err)
            .allowIO(IOAccess.newBuilder().fileSystem(files).allowHostSocketAccess(true).build())
            .allowCreateThread(true)
            .allowCreateProcess(true)
            .processHandler(children)
            .allowHostAccess(HostAccess.NONE)
            .allowHostClassLookup(name -> false)
            .allowPolyglotAccess(PolyglotAccess.NONE)
            .allowNativeAccess(false)
            .allowExperimentalOptions(true)
            .allowEnvironmentAccess(EnvironmentAccess.NONE)
            .environment(Map.of())
            .option("python.PosixModuleBackend", "java")
            .option("python.Executable", python3().orElse(""))
            .option("python.NoUserSiteFlag", "true")
            .option("python.SafePathFlag", "true")
            .option("python.BackgroundGCTask", "false")
            .option("python.WarnExperimentalFeatures", "false")
            .build();
    half().load(context);
    return context;
  }

  /** The Python half of all contexts, read once. */
  private synchronized PythonHalf half() {
    PythonHalf present = half;
    if (present == null) {
      present = PythonHalf.of(RESOURCES);
      half = present;
    }
    return present;
  }

  private synchronized Engine engine() {
    Engine present = engine;
    if (present == null) {
      present = newEngine();
      engine = present;
    }
    return present;
  }

  private static Engine newEngine() {
    return Engine.newBuilder(PYTHON)
        .allowExperimentalOptions(true)
        .option("engine.WarnInterpreterOnly", "false")
        .out(OutputStream.nullOutputStream())
        .err(OutputStream.nullOutputStream())
        .build();
  }

  /** Loads the language, and what else takes its time in the middle of the start of a context. */
  static void warmUp() {
    try (Engine discarded = newEngine()) {
      discarded.getLanguages().values().forEach(Language::getOptions);
    }
    Objects.requireNonNull(TimeZone.getDefault().getDisplayName(false, TimeZone.SHORT));
    Objects.requireNonNull(BigDecimal.TEN);
  }

  /** What scripts find in {@code sys.executable}: the machine's own Python, when there is one. */
  private static Optional<String> python3() {
    String path = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
    return Stream.of(path.split(":"))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, "python3"))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst();
  }

  /**
   * Ends all contexts, and waits for what runs in them, a while only: a thread that is within one
   * operation of Java, as the product of two huge numbers, hears of nothing until that is done. It
   * is a daemon, and ends with the program.
   */
  synchronized void close() {
    Engine closed = engine;
    if (closed == null) {
      return;
    }
    engine = null;
    CountDownLatch done = new CountDownLatch(1);
    NativeThreads.startOrRun(
        Thread.ofPlatform().daemon().name("python (closing the engine)"),
        () -> {
          try {
            closed.close(true);
          } finally {
            done.countDown();
          }
        });
    try {
      boolean _ = done.await(CLOSE_LIMIT.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
