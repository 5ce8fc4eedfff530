package io.jetpack.runner.libc;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Optional;

/**
 * The C library of this machine: the one class that looks up and links its functions, which {@link
 * CFunction} lists. Safe for use by many threads.
 */
@SuppressWarnings("restricted") // calls into the C library are what this is for
public final class CLibrary {

  /**
   * For tests: names of functions, separated by commas, that are treated as if the C library lacked
   * them, so that the ways of an older one can be tried on a machine that has a newer one.
   */
  public static final String WITHOUT_PROPERTY = "jetpack.c_library.without";

  private CLibrary() {}

  static Optional<MemorySegment> find(String symbol) {
    if (without().contains(symbol)) {
      return Optional.empty();
    }
    return Linker.nativeLinker().defaultLookup().find(symbol);
  }

  /**
   * @param capturesErrno whether the first parameter is memory for {@code errno}, see {@link Errno}
   */
  static MethodHandle link(
      MemorySegment address, FunctionDescriptor descriptor, boolean capturesErrno) {
    Linker linker = Linker.nativeLinker();
    return capturesErrno
        ? linker.downcallHandle(address, descriptor, Linker.Option.captureCallState("errno"))
        : linker.downcallHandle(address, descriptor);
  }

  /** Where a call leaves {@code errno}. */
  static MemoryLayout capturedState() {
    return Linker.Option.captureStateLayout();
  }

  private static List<String> without() {
    return List.of(System.getProperty(WITHOUT_PROPERTY, "").split(",", -1));
  }

  /** Which one it is, for people: {@code glibc 2.36}. */
  public static String name() {
    return glibcVersion().map(version -> "glibc " + version).orElse("not glibc");
  }

  /** The version of glibc, as in {@code 2.36}; empty where the C library is another one. */
  public static Optional<String> glibcVersion() {
    if (!CFunction.GNU_GET_LIBC_VERSION.isPresent()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          text((MemorySegment) CFunction.GNU_GET_LIBC_VERSION.handle().invokeExact()));
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /** The C library's words for the number of an error. */
  public static String errorText(int error) {
    try {
      return text((MemorySegment) CFunction.STRERROR.handle().invokeExact(error));
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static String text(MemorySegment address) {
    return address.reinterpret(Long.MAX_VALUE).getString(0);
  }
}
