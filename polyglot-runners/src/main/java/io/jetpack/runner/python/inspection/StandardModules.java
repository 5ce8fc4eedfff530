package io.jetpack.runner.python.inspection;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;

/** The modules that every run can import; a test imports all that there are. */
final class StandardModules {

  private static final Set<String> NAMES = read("standard-modules.txt");

  private StandardModules() {}

  /** Whether a run has a module of that name, the first part of a dotted one. */
  static boolean has(String root) {
    return NAMES.contains(root);
  }

  private static Set<String> read(String resource) {
    try (InputStream in = StandardModules.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + resource + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
          .lines()
          .collect(Collectors.toUnmodifiableSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
