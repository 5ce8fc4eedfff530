package io.jetpack.runner.python.files;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.jetpack.runner.libc.CFunction;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;

/**
 * Calls about names of files, as the kernel has them: GraalPy's emulation removes what a call is
 * not for, links the wrong way round, and resolves what a link says.
 *
 * <p>A path is absolute, its bytes each a character. A call answers 0, a text of the same form, or
 * the error's number.
 */
public final class FileCalls {

  private static final int AT_FDCWD = -100;
  private static final int AT_REMOVEDIR = 0x200;
  private static final int AT_SYMLINK_NOFOLLOW = 0x100;
  private static final int AT_SYMLINK_FOLLOW = 0x400;
  private static final int LONGEST_LINK_BYTES = 4096;

  /** A call with the memory for what it is given. */
  private interface Call {
    Object call(Arena arena, Value... arguments);
  }

  private FileCalls() {}

  /** What the guest may call, by name. */
  public static Map<String, Object> functions() {
    Map<String, Object> functions = new HashMap<>(named());
    functions.put("utime", function(FileCalls::utime));
    return functions;
  }

  private static Map<String, Object> named() {
    return Map.of(
        "unlink", function((arena, given) -> unlink(path(arena, given[0]), 0)),
        "rmdir", function((arena, given) -> unlink(path(arena, given[0]), AT_REMOVEDIR)),
        "rename",
            function((arena, given) ->
                answer(
                    CFunction.RENAMEAT.call(
                        AT_FDCWD, path(arena, given[0]), AT_FDCWD, path(arena, given[1])))),
        "hard_link",
            function((arena, given) ->
                answer(
                    CFunction.LINKAT.call(
                        AT_FDCWD,
                        path(arena, given[0]),
                        AT_FDCWD,
                        path(arena, given[1]),
                        given[2].asBoolean() ? AT_SYMLINK_FOLLOW : 0))),
        "symlink",
            function((arena, given) ->
                answer(CFunction.SYMLINK.call(path(arena, given[0]), path(arena, given[1])))),
        "readlink", function((arena, given) -> readlink(arena, path(arena, given[0]))),
        "mkdir",
            function((arena, given) ->
                answer(CFunction.MKDIR.call(path(arena, given[0]), given[1].asInt()))),
        "mkfifo",
            function((arena, given) ->
                answer(CFunction.MKFIFO.call(path(arena, given[0]), given[1].asInt()))),
        "truncate",
            function((arena, given) ->
                answer(CFunction.TRUNCATE.call(path(arena, given[0]), given[1].asLong()))));
  }

  private static Object function(Call call) {
    ProxyExecutable body =
        arguments -> {
          try (Arena arena = Arena.ofConfined()) {
            return call.call(arena, arguments);
          }
        };
    return body;
  }

  private static Object unlink(MemorySegment path, int flags) {
    return answer(CFunction.UNLINKAT.call(AT_FDCWD, path, flags));
  }

  private static Object readlink(Arena arena, MemorySegment path) {
    MemorySegment target = arena.allocate(LONGEST_LINK_BYTES);
    long length = CFunction.READLINK.call(path, target, target.byteSize());
    return length < 0
        ? answer(length)
        : new String(target.asSlice(0, length).toArray(JAVA_BYTE), StandardCharsets.ISO_8859_1);
  }

  /** Access and modification, each seconds and nanoseconds; then whether links are followed. */
  private static Object utime(Arena arena, Value... given) {
    MemorySegment times = arena.allocate(JAVA_LONG, 4);
    for (int i = 0; i < 4; i++) {
      times.setAtIndex(JAVA_LONG, i, given[1 + i].asLong());
    }
    return answer(
        CFunction.UTIMENSAT.call(
            AT_FDCWD,
            path(arena, given[0]),
            times,
            given[5].asBoolean() ? 0 : AT_SYMLINK_NOFOLLOW));
  }

  private static MemorySegment path(Arena arena, Value text) {
    return arena.allocateFrom(text.asString(), StandardCharsets.ISO_8859_1);
  }

  private static Object answer(long result) {
    return (int) -Math.min(result, 0);
  }
}
