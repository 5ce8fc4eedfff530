package io.jetpack.cli.healthcheck.service;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;

/**
 * The signals that Java lets a program have. The JDK offers them in an internal package that its
 * own documentation of supported internals lists, and that a compiler warns of: hence by
 * reflection.
 */
final class JavaSignals {

  private JavaSignals() {}

  /**
   * Calls something on each signal of a name, on a thread of its own.
   *
   * @param name without {@code SIG}
   * @return whether that is possible here
   */
  static boolean handle(String name, Runnable handler) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> kind = Class.forName("sun.misc.SignalHandler");
      InvocationHandler calls =
          (proxy, method, arguments) -> {
            if (method.getName().equals("handle")) {
              handler.run();
            }
            return null;
          };
      Object proxy = Proxy.newProxyInstance(kind.getClassLoader(), new Class<?>[] {kind}, calls);
      Object named = signal.getConstructor(String.class).newInstance(name);
      Object ignored = signal.getMethod("handle", signal, kind).invoke(null, named, proxy);
      return true;
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      return false;
    }
  }
}
