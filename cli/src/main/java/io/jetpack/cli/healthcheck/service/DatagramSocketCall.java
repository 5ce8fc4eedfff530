package io.jetpack.cli.healthcheck.service;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import io.jetpack.runner.libc.CFunction;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The calls of the C library that send one datagram to a Unix socket on Linux: the JDK has Unix
 * sockets for streams only. To be loaded on Linux only.
 */
@SuppressWarnings("restricted") // calls into the C library are what this is for
final class DatagramSocketCall {

  private static final int AF_UNIX = 1;
  private static final int SOCK_DGRAM_CLOEXEC = 2 | 0x80000;
  private static final int MSG_DONTWAIT = 0x40;
  private static final int MSG_NOSIGNAL = 0x4000;
  private static final int CLOCK_MONOTONIC = 1;

  /** {@code struct sockaddr_un}: a family of two bytes and a path of 108. */
  private static final int PATH_OFFSET = 2;

  private static final int PATH_BYTES = 108;

  private DatagramSocketCall() {}

  /**
   * Sends without waiting.
   *
   * @param socket a path, or a name of the abstract kind after an {@code @}
   * @return whether the kernel has taken it
   */
  static boolean send(String socket, byte[] message) {
    byte[] path = socket.getBytes(StandardCharsets.UTF_8);
    boolean abstractName = socket.startsWith("@");
    if (!abstractName && !socket.startsWith("/")
        // a path needs its final zero, an abstract name does not
        || path.length + (abstractName ? 0 : 1) > PATH_BYTES) {
      return false;
    }
    if (abstractName) {
      path[0] = 0;
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment address = arena.allocate(PATH_OFFSET + PATH_BYTES, 8);
      address.set(JAVA_SHORT, 0, (short) AF_UNIX);
      MemorySegment.copy(path, 0, address, JAVA_BYTE, PATH_OFFSET, path.length);
      int addressBytes = PATH_OFFSET + path.length + (abstractName ? 0 : 1);
      return send(arena.allocateFrom(JAVA_BYTE, message), address, addressBytes);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  private static boolean send(MemorySegment message, MemorySegment address, int addressBytes)
      throws Throwable {
    int descriptor = (int) CFunction.SOCKET.call(AF_UNIX, SOCK_DGRAM_CLOEXEC, 0);
    if (descriptor < 0) {
      return false;
    }
    try {
      long sent =
          (long)
              CFunction.SENDTO
                  .handle()
                  .invokeExact(
                      descriptor,
                      message,
                      message.byteSize(),
                      MSG_DONTWAIT | MSG_NOSIGNAL,
                      address,
                      addressBytes);
      return sent == message.byteSize();
    } finally {
      int ignored = (int) CFunction.CLOSE.handle().invokeExact(descriptor);
    }
  }

  /**
   * The clock by which systemd orders reloads, which is not that of {@code nanoTime}'s contract.
   */
  static Optional<Long> monotonicMicros() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment time = arena.allocate(JAVA_LONG, 2);
      int failed = (int) CFunction.CLOCK_GETTIME.handle().invokeExact(CLOCK_MONOTONIC, time);
      return failed == 0
          ? Optional.of(
              time.getAtIndex(JAVA_LONG, 0) * 1_000_000 + time.getAtIndex(JAVA_LONG, 1) / 1000)
          : Optional.empty();
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  private static RuntimeException unexpected(Throwable thrown) {
    return switch (thrown) {
      case RuntimeException e -> e;
      case Error e -> throw e;
      default -> new IllegalStateException(thrown);
    };
  }
}
