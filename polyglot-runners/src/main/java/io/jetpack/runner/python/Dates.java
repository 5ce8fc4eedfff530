package io.jetpack.runner.python;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.jetpack.runner.libc.CFunction;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.graalvm.polyglot.Value;

/** Dates in the words of the C library. Safe for use by many threads. */
final class Dates {

  // struct tm on 64 bits, with glibc and musl: nine ints, the seconds from UTC, the zone's name
  private static final int TM_BYTES = 56;
  private static final int TM_GMTOFF = 40;
  private static final int TM_ZONE = 48;

  private static final int LC_TIME_MASK = 1 << 2;

  /** A letter gives at most so many bytes, which is also where CPython gives up. */
  private static final int LONGEST_LETTER_BYTES = 256;

  private static final String PLAIN = "C";

  /** By their names; a process has few, and they are never freed. */
  private static final Map<String, MemorySegment> LOCALES = new ConcurrentHashMap<>();

  private Dates() {}

  /**
   * A date in the form that a format gives.
   *
   * @param arguments the format, nine numbers of {@code struct tm} with spaces between, seconds
   *     from UTC, the zone's name, the locale's name
   */
  static String format(Value... arguments) {
    String format = arguments[0].asString();
    if (format.isEmpty()) {
      return "";
    }
    String[] numbers = arguments[1].asString().split(" ", -1);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment date = arena.allocate(TM_BYTES, Long.BYTES);
      for (int i = 0; i < numbers.length; i++) {
        date.setAtIndex(JAVA_INT, i, Integer.parseInt(numbers[i]));
      }
      date.set(JAVA_LONG, TM_GMTOFF, arguments[2].asLong());
      date.set(ValueLayout.ADDRESS, TM_ZONE, arena.allocateFrom(arguments[3].asString()));
      MemorySegment locale = LOCALES.computeIfAbsent(arguments[4].asString(), Dates::locale);
      long most = (long) LONGEST_LETTER_BYTES * format.length();
      MemorySegment text = arena.allocate(most);
      long length =
          CFunction.STRFTIME_L.call(
              text, most, arena.allocateFrom(format, StandardCharsets.ISO_8859_1), date, locale);
      return new String(text.asSlice(0, length).toArray(JAVA_BYTE), StandardCharsets.ISO_8859_1);
    }
  }

  /** The one of that name, or the plain one where the machine has none of that name. */
  private static MemorySegment locale(String name) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment named =
          (MemorySegment)
              CFunction.NEWLOCALE
                  .handle()
                  .invokeExact(LC_TIME_MASK, arena.allocateFrom(name), MemorySegment.NULL);
      if (named.address() != 0) {
        return named;
      }
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
    if (name.equals(PLAIN)) {
      throw new IllegalStateException("the C library has no locale 'C'");
    }
    return locale(PLAIN);
  }
}
