package io.jetpack.runner.files;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/** {@code mount(2)}, which a program of its own would be too slow for. */
@SuppressWarnings("restricted")
final class Mounts {

  private static final long MS_BIND = 4096;
  private static final int MNT_DETACH = 2;
  private static final Linker LINKER = Linker.nativeLinker();
  private static final MethodHandle MOUNT =
      LINKER.downcallHandle(
          LINKER.defaultLookup().findOrThrow("mount"),
          FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS));
  private static final MethodHandle UMOUNT =
      LINKER.downcallHandle(
          LINKER.defaultLookup().findOrThrow("umount2"),
          FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));

  private Mounts() {}

  static boolean bind(Path from, Path place) {
    return mount(from.toString(), place, "none", MS_BIND, "");
  }

  static boolean tmpfs(Path place) {
    return mount("tmpfs", place, "tmpfs", 0, "");
  }

  /** What is in the lower directory shows up, and what is changed goes into the upper one. */
  static boolean overlay(Path lower, Path upper, Path work, Path place) {
    String layers = "lowerdir=%s,upperdir=%s,workdir=%s".formatted(lower, upper, work);
    return mount("overlay", place, "overlay", 0, layers);
  }

  private static boolean mount(String from, Path place, String kind, long flags, String options) {
    try (Arena arena = Arena.ofConfined()) {
      return 0
          == (int)
              MOUNT.invokeExact(
                  arena.allocateFrom(from),
                  arena.allocateFrom(place.toString()),
                  arena.allocateFrom(kind),
                  flags,
                  arena.allocateFrom(options));
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /** Takes the uppermost mount away, also when it is in use. */
  static boolean unmount(Path place) {
    try (Arena arena = Arena.ofConfined()) {
      return 0 == (int) UMOUNT.invokeExact(arena.allocateFrom(place.toString()), MNT_DETACH);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
