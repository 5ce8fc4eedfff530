package io.jetpack.runner.python;

import io.jetpack.runner.process.Signals;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Map;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.graalvm.polyglot.proxy.ProxyObject;

/** What the Python half may ask of the host, and what it tells. */
final class HostFunctions {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final ChildProcesses children;
  private volatile int ownSignal;
  private volatile long otherThreadsCpuNanos;

  HostFunctions(ChildProcesses children) {
    this.children = children;
  }

  void beginRun() {
    ownSignal = 0;
    otherThreadsCpuNanos = 0;
  }

  /** The signal by which the script ended itself, or 0. */
  int ownSignal() {
    return ownSignal;
  }

  /** What threads of the script other than the main one have used. */
  long otherThreadsCpuNanos() {
    return otherThreadsCpuNanos;
  }

  long threadCpuNanos() {
    return THREADS.getCurrentThreadCpuTime();
  }

  ProxyObject asObject() {
    return ProxyObject.fromMap(
        Map.of(
            "signalled", function(arguments -> ownSignal = arguments[0].asInt()),
            "threads_used", function(arguments -> otherThreadsCpuNanos = arguments[0].asLong()),
            "signal_of", function(arguments -> children.signalOf(arguments[0].asLong())),
            "last_signal", function(arguments -> children.lastSignal()),
            "kill",
                function(arguments -> Signals.send(arguments[0].asInt(), arguments[1].asInt()))));
  }

  private static Object function(ProxyExecutable body) {
    return body;
  }
}
