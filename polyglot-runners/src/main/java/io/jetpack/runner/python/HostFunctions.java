package io.jetpack.runner.python;

import io.jetpack.runner.NativeThreads;
import io.jetpack.runner.ScriptRequest;
import io.jetpack.runner.process.ProcessRunnerProvider;
import io.jetpack.runner.process.Signals;
import io.jetpack.runner.python.files.OwnProcess;
import io.jetpack.runner.python.files.RunStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.graalvm.polyglot.proxy.ProxyObject;
import org.jspecify.annotations.Nullable;

/** What the Python half may ask of the host, and what it tells. */
final class HostFunctions {

  private static final int NONE = -1;

  /** Beyond the highest that Linux gives (2^22), and odd, which Windows gives to none. */
  private static final AtomicInteger RUN_NUMBERS = new AtomicInteger((1 << 22) + 1);

  private final ChildProcesses children;
  private final GivenModules given;
  private final OwnProcess ownProcess;
  private final Runnable cancel;
  private volatile int runNumber;
  private volatile BooleanSupplier canBeProcess = () -> false;
  private volatile boolean needsProcess;
  private volatile int ownSignal;
  private volatile int exitCode = NONE;
  private volatile long otherThreadsCpuNanos;
  private volatile @Nullable String failure;

  HostFunctions(
      ChildProcesses children,
      GivenModules given,
      RunStream stdout,
      RunStream stderr,
      Runnable cancel) {
    this.children = children;
    this.given = given;
    this.ownProcess = new OwnProcess(stdout, stderr, this::needProcess);
    this.cancel = cancel;
  }

  OwnProcess ownProcess() {
    return ownProcess;
  }

  void beginRun(ScriptRequest request) {
    ownProcess.beginRun();
    runNumber = RUN_NUMBERS.addAndGet(2);
    canBeProcess = () -> ProcessRunnerProvider.canRun(request);
    needsProcess = false;
    ownSignal = 0;
    exitCode = NONE;
    otherThreadsCpuNanos = 0;
    failure = null;
  }

  /** What the script asked for and did not get, or what else went wrong that is not its own. */
  Optional<String> failure() {
    return Optional.ofNullable(failure);
  }

  /** Notes the first of them. */
  synchronized void failed(String what) {
    if (failure == null) {
      failure = what;
    }
  }

  /** Whether the run was given up for what only a process of its own can have. */
  boolean needsProcess() {
    return needsProcess;
  }

  /**
   * Gives up the run. Its thread never goes back to the script, which could take what it is told
   * there for an answer.
   */
  private void needProcess(String what) {
    failed(what + " needs a process of its own");
    needsProcess = true;
    int _ = exit(1);
    try {
      Thread.sleep(Duration.ofMinutes(1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new CancellationException(what);
  }

  /**
   * The number of the script's process: python3 gives it one. Where there is no python3 it is a
   * number that no process has, since a signal to the agent's would end the agent.
   */
  private int ownNumber() {
    if (canBeProcess.getAsBoolean()) {
      needProcess("os.getpid()");
    }
    return runNumber;
  }

  /** The signal by which the script ended itself, or 0. */
  int ownSignal() {
    return ownSignal;
  }

  /** The code with which the script left without clean-up. */
  OptionalInt exitCode() {
    return exitCode == NONE ? OptionalInt.empty() : OptionalInt.of(exitCode);
  }

  /** No Python code may run after this, not even a handler: only the context's end ensures that. */
  private int exit(int code) {
    exitCode = code & 0xFF;
    NativeThreads.startOrRun(Thread.ofPlatform().daemon().name("python-exit"), cancel);
    return 0;
  }

  /** What threads of the script other than the main one have used. */
  long otherThreadsCpuNanos() {
    return otherThreadsCpuNanos;
  }

  long threadCpuNanos() {
    return CpuTimes.ofThisThread();
  }

  ProxyObject asObject() {
    Map<String, Object> functions = new HashMap<>(SystemCalls.functions());
    functions.put("given_names", function(arguments -> given.names()));
    functions.put("given_source", function(arguments -> given.source(arguments[0].asString())));
    functions.put(
        "given_functions", function(arguments -> given.functions(arguments[0].asString())));
    functions.put("given_call", function(given::call));
    functions.put("pid", function(arguments -> ProcessHandle.current().pid()));
    functions.put(
        "refused",
        function(arguments -> {
          failed(arguments[0].asString());
          return 0;
        }));
    functions.put(
        "need_process",
        function(arguments -> {
          needProcess(arguments[0].asString());
          return 0;
        }));
    functions.put("own_number", function(_ -> ownNumber()));
    functions.put("run_number", function(_ -> runNumber));
    functions.put("own", function(arguments -> ofThisProcess(arguments[0].asString())));
    functions.put(
        "own_stream",
        function(arguments ->
            ownProcess.streamAt(Path.of(arguments[0].asString())).map(String::valueOf).orElse("")));
    functions.put(
        "replaced",
        function(arguments -> {
          ownProcess.replaced(arguments[0].asInt(), arguments[1].asBoolean());
          return 0;
        }));
    functions.put("exit", function(arguments -> exit(arguments[0].asInt())));
    functions.put(
        "await_child",
        function(arguments -> {
          children.await(arguments[0].asLong());
          return 0;
        }));
    functions.put("last_child", function(arguments -> children.lastOfThread()));
    functions.put("start_error", function(arguments -> children.lastErrorOfThread()));
    functions.put("signalled", function(arguments -> ownSignal = arguments[0].asInt()));
    functions.put(
        "threads_used", function(arguments -> otherThreadsCpuNanos = arguments[0].asLong()));
    functions.put("signal_of", function(arguments -> children.signalOf(arguments[0].asLong())));
    functions.put("last_signal", function(arguments -> children.lastSignal()));
    functions.put(
        "kill", function(arguments -> Signals.send(arguments[0].asInt(), arguments[1].asInt())));
    functions.put(
        "redirect",
        function(arguments -> {
          children.redirect(
              arguments[0].asString(),
              arguments[1].asString(),
              arguments[2].asString(),
              arguments[3].asBoolean());
          return 0;
        }));
    functions.put(
        "unblock",
        function(arguments -> {
          children.unblock();
          return 0;
        }));
    return ProxyObject.fromMap(functions);
  }

  /** A file about the agent, which is what a child of it would have from it. */
  private static String ofThisProcess(String name) {
    try {
      return Files.readString(Path.of("/proc/self", name), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }

  private static Object function(ProxyExecutable body) {
    return body;
  }
}
