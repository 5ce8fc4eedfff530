package io.jetpack.healthcheck;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What in a folder that people fill is certainly not meant, whatever it contains. */
public final class SkipRules {

  private static final List<String> EDITORS =
      List.of("~", ".bak", ".orig", ".rej", ".save", ".swp", ".swo", ".swn", ".tmp");
  private static final List<String> SET_ASIDE = List.of(".disabled", ".off", ".old");
  private static final Pattern PACKAGES =
      Pattern.compile(".*\\.(?:rpmsave|rpmnew|rpmorig|dpkg-[a-z]+|ucf-[a-z]+)");

  private SkipRules() {}

  /** Why this is no check, if a look from outside tells. */
  static Optional<String> reasonToSkip(Path path) {
    String name = String.valueOf(path.getFileName());
    if (!name.startsWith(".") && Files.isDirectory(path)) {
      return Optional.of("a folder");
    }
    return reasonInName(name).or(() -> reasonOutside(path));
  }

  /** Why a file of this name is not meant: it is hidden, left by an editor, set aside... */
  public static Optional<String> reasonInName(String anyCase) {
    String name = anyCase.toLowerCase(Locale.ROOT);
    if (name.startsWith(".")) {
      return Optional.of("hidden");
    }
    if (endsWithOne(name, EDITORS) || name.startsWith("#") && name.endsWith("#")) {
      return Optional.of("left by an editor");
    }
    if (PACKAGES.matcher(name).matches()) {
      return Optional.of("left by a package manager");
    }
    if (endsWithOne(name, SET_ASIDE)) {
      return Optional.of("set aside by its name");
    }
    return name.endsWith(".pyc") ? Optional.of("compiled Python") : Optional.empty();
  }

  private static Optional<String> reasonOutside(Path path) {
    if (!Files.exists(path)) {
      return Optional.of(
          Files.isSymbolicLink(path) && Files.exists(path, LinkOption.NOFOLLOW_LINKS)
              ? "a link to nowhere"
              : "gone or not accessible");
    }
    return Files.isRegularFile(path) ? Optional.empty() : Optional.of("not a regular file");
  }

  private static boolean endsWithOne(String name, List<String> endings) {
    return endings.stream().anyMatch(name::endsWith);
  }
}
