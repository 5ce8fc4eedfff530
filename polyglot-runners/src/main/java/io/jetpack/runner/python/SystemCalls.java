package io.jetpack.runner.python;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.jetpack.runner.libc.CFunction;
import io.jetpack.runner.libc.CLibrary;
import io.jetpack.runner.python.files.FileCalls;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.graalvm.polyglot.proxy.ProxyExecutable;

/**
 * What GraalPy's emulation lacks and the kernel has, for Linux on 64 bits. A call answers a text,
 * or the error's number.
 */
final class SystemCalls {

  private static final int STATVFS_BYTES = 256;
  private static final int ATTRIBUTE_LIMIT_BYTES = 64 * 1024;
  private static final int AF_INET = 2;
  private static final int SOCK_DGRAM = 2;

  private SystemCalls() {}

  /** What the guest may call, by name. */
  static Map<String, Object> functions() {
    Map<String, Object> functions = new HashMap<>(FileCalls.functions());
    functions.put("statvfs", function(arguments -> statvfs(arguments[0].asString())));
    functions.put(
        "getxattr",
        function(arguments -> getxattr(arguments[0].asString(), arguments[1].asString())));
    functions.put("listxattr", function(arguments -> listxattr(arguments[0].asString())));
    functions.put(
        "interface",
        function(arguments -> networkInterface(arguments[0].asLong(), arguments[1].asString())));
    functions.put(
        "libc", function(arguments -> CLibrary.glibcVersion().map(v -> "glibc " + v).orElse("")));
    functions.put("strftime", function(Dates::format));
    functions.put("strerror", function(arguments -> CLibrary.errorText(arguments[0].asInt())));
    return functions;
  }

  private static Object function(ProxyExecutable body) {
    return body;
  }

  /** The numbers of {@code os.statvfs_result}, in its order. */
  private static Object statvfs(String path) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment data = arena.allocate(STATVFS_BYTES, 8);
      long result = CFunction.STATVFS.call(arena.allocateFrom(path), data);
      if (result < 0) {
        return (int) -result;
      }
      // f_bsize to f_favail, f_flag, f_namemax, f_fsid
      return LongStream.of(0, 1, 2, 3, 4, 5, 6, 7, 9, 10, 8)
          .map(index -> data.getAtIndex(JAVA_LONG, index))
          .mapToObj(Long::toUnsignedString)
          .collect(Collectors.joining(" "));
    }
  }

  private static Object getxattr(String path, String attribute) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment value = arena.allocate(ATTRIBUTE_LIMIT_BYTES);
      long length =
          CFunction.GETXATTR.call(
              arena.allocateFrom(path), arena.allocateFrom(attribute), value, value.byteSize());
      return length < 0 ? (Object) (int) -length : text(value, length);
    }
  }

  private static Object listxattr(String path) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment names = arena.allocate(ATTRIBUTE_LIMIT_BYTES);
      long length = CFunction.LISTXATTR.call(arena.allocateFrom(path), names, names.byteSize());
      return length < 0 ? (Object) (int) -length : text(names, length);
    }
  }

  /** The ioctl of a network interface that fills in the structure it is given. */
  private static Object networkInterface(long request, String structure) {
    byte[] bytes = structure.getBytes(StandardCharsets.ISO_8859_1);
    long socket = CFunction.SOCKET.call(AF_INET, SOCK_DGRAM, 0);
    if (socket < 0) {
      return (int) -socket;
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment data = arena.allocate(Math.max(bytes.length, 256), 8);
      MemorySegment.copy(bytes, 0, data, JAVA_BYTE, 0, bytes.length);
      long result = CFunction.IOCTL.call((int) socket, request, data);
      return result < 0 ? (Object) (int) -result : text(data, bytes.length);
    } finally {
      CFunction.CLOSE.call((int) socket);
    }
  }

  /** Bytes, each as the character of its number. */
  private static String text(MemorySegment bytes, long length) {
    return new String(bytes.asSlice(0, length).toArray(JAVA_BYTE), StandardCharsets.ISO_8859_1);
  }
}
