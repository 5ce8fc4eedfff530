package io.jetpack.samples.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much memory a process holds.
 *
 * @param kilobytes all of it, pages of files included
 * @param anonymousKilobytes what belongs to no file
 */
record ResidentMemory(long kilobytes, long anonymousKilobytes) {

  private static final double KILOBYTES_PER_MEGABYTE = 1024;

  /** The memory of a process. */
  static ResidentMemory of(long pid) throws IOException {
    return parse(Files.readString(Path.of("/proc/" + pid + "/status")));
  }

  /** Reads it out of what the kernel says. */
  static ResidentMemory parse(String text) {
    return new ResidentMemory(kilobytes(text, "VmRSS"), kilobytes(text, "RssAnon"));
  }

  private static long kilobytes(String text, String name) {
    Matcher matcher = Pattern.compile("(?m)^" + name + ":\\s*(\\d+) kB").matcher(text);
    if (!matcher.find()) {
      throw new IllegalArgumentException("no '%s' in '%s'".formatted(name, text));
    }
    return Long.parseLong(matcher.group(1));
  }

  double megabytes() {
    return kilobytes / KILOBYTES_PER_MEGABYTE;
  }

  double anonymousMegabytes() {
    return anonymousKilobytes / KILOBYTES_PER_MEGABYTE;
  }
}
