package io.jetpack.runner.libc;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@SuppressWarnings("restricted") // asks the C library itself
class CFunctionTest {

  private static final MemorySegment ANY_LIBRARY = MemorySegment.NULL;

  /** The first version on x86_64, that on arm64, and those after them. */
  private static final List<String> VERSIONS =
      Stream.concat(
              Stream.of("2.2.5"), IntStream.rangeClosed(3, 60).mapToObj(minor -> "2." + minor))
          .toList();

  private static boolean has(String symbol, String version) throws Throwable {
    Linker linker = Linker.nativeLinker();
    MethodHandle dlvsym =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("dlvsym"),
            FunctionDescriptor.of(ADDRESS, ADDRESS, ADDRESS, ADDRESS));
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment found =
          (MemorySegment)
              dlvsym.invokeExact(
                  ANY_LIBRARY, arena.allocateFrom(symbol), arena.allocateFrom("GLIBC_" + version));
      return found.address() != 0;
    }
  }

  private static Optional<String> cameWith(CFunction function) throws Throwable {
    for (String version : VERSIONS) {
      if (has(function.symbol(), version)) {
        return Optional.of(version);
      }
    }
    return Optional.empty();
  }

  private static int minor(String version) {
    return Integer.parseInt(version.split("\\.", -1)[1]);
  }

  /** A function without a version is one that every machine has. */
  @EnumSource
  @ParameterizedTest
  void each_says_with_which_glibc_it_came(CFunction function) throws Throwable {
    assumeTrue(CLibrary.glibcVersion().isPresent(), "this is glibc");
    String ours = CLibrary.glibcVersion().orElseThrow();
    Optional<String> first = cameWith(function);
    if (function.since().equals(CFunction.OLDEST_GLIBC)) {
      assertThat(first)
          .hasValueSatisfying(version ->
              assertThat(minor(version)).isLessThanOrEqualTo(minor(CFunction.OLDEST_GLIBC)));
    } else {
      assumeTrue(minor(ours) >= minor(function.since()), "this glibc has it");
      assertThat(first).hasValue(function.since());
    }
  }

  /** With one that nothing else in this JVM has linked. */
  @Test
  void what_the_c_library_lacks_is_absent_and_says_so_when_it_is_called() {
    String before = System.getProperty(CLibrary.WITHOUT_PROPERTY, "");
    System.setProperty(CLibrary.WITHOUT_PROPERTY, "sendto,no_such_function");
    try {
      assertThat(CFunction.SENDTO.isPresent()).isFalse();
      assertThat(CFunction.GETXATTR.isPresent()).isTrue();
      assertThat(CFunction.SENDTO.call(0, MemorySegment.NULL, 0L, 0, MemorySegment.NULL, 0))
          .isEqualTo(-Errno.ENOSYS);
      assertThatThrownBy(CFunction.SENDTO::handle)
          .hasMessage("the C library has no function sendto");
    } finally {
      System.setProperty(CLibrary.WITHOUT_PROPERTY, before);
    }
  }

  @Test
  void a_call_answers_the_number_of_its_error_negated() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment path = arena.allocateFrom("/no/such/directory");
      assertThat(CFunction.CHDIR.call(path)).isEqualTo(-2);
    }
    assertThat(CLibrary.errorText(2)).isEqualTo("No such file or directory");
  }
}
