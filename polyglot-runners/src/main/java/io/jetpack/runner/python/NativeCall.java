package io.jetpack.runner.python;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A function of the C library that answers -1 and sets {@code errno} when it fails. */
@SuppressWarnings("restricted") // calls into the C library are what this is for
final class NativeCall {

  private static final int NOT_IMPLEMENTED = 38; // ENOSYS
  private static final Linker LINKER = Linker.nativeLinker();
  private static final MemoryLayout CAPTURED = Linker.Option.captureStateLayout();
  private static final long ERRNO_OFFSET =
      CAPTURED.byteOffset(MemoryLayout.PathElement.groupElement("errno"));

  private final String name;
  private final MemoryLayout result;
  private final MemoryLayout[] parameters;
  private @Nullable MethodHandle handle;

  private NativeCall(String name, MemoryLayout result, MemoryLayout... parameters) {
    this.name = name;
    this.result = result;
    this.parameters = parameters;
  }

  static NativeCall ofInt(String name, MemoryLayout... parameters) {
    return new NativeCall(name, JAVA_INT, parameters);
  }

  static NativeCall ofLong(String name, MemoryLayout... parameters) {
    return new NativeCall(name, JAVA_LONG, parameters);
  }

  /** What the function answers; when that is -1, the error's number, negated. */
  long invoke(Object... arguments) {
    MethodHandle function = handle();
    if (function == null) {
      return -NOT_IMPLEMENTED;
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment captured = arena.allocate(CAPTURED);
      List<Object> all = new ArrayList<>(arguments.length + 1);
      all.add(captured);
      all.addAll(List.of(arguments));
      long answer = ((Number) function.invokeWithArguments(all)).longValue();
      return answer == -1 ? -captured.get(JAVA_INT, ERRNO_OFFSET) : answer;
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /** Linked when it is first called; null where the C library lacks the function. */
  private synchronized @Nullable MethodHandle handle() {
    if (handle == null) {
      handle =
          LINKER
              .defaultLookup()
              .find(name)
              .map(address ->
                  LINKER.downcallHandle(
                      address,
                      FunctionDescriptor.of(result, parameters),
                      Linker.Option.captureCallState("errno")))
              .orElse(null);
    }
    return handle;
  }
}
