package io.jetpack.cli.healthcheck.service;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;

/**
 * SIGHUP. The JDK offers signals in an internal package that its own documentation of supported
 * internals lists, and that a compiler warns of: hence by reflection.
 */
final class HangUp {

  private HangUp() {}

  /** Calls something on each SIGHUP, on a thread of its own; says whether that is possible here. */
  static boolean handle(Runnable handler) {
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
      Object hangUp = signal.getConstructor(String.class).newInstance("HUP");
      Object ignored = signal.getMethod("handle", signal, kind).invoke(null, hangUp, proxy);
      return true;
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      return false;
    }
  }
}
