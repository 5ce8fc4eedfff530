package io.jetpack.runner;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A script file, as far as it must be known to choose its runner.
 *
 * @param path the file
 * @param language what it is written in, by its shebang and, without one, by its extension
 * @param shebang its first line, when that is a shebang
 */
public record Script(Path path, Language language, Optional<Shebang> shebang) {

  /** What a script is written in. */
  public enum Language {
    /** Python 3. */
    PYTHON,
    /** A Unix shell, by extension. */
    SHELL,
    /** Windows batch. */
    BATCH,
    /** Whatever the shebang names. */
    SHEBANG,
    /** Nothing says how to run this. */
    UNKNOWN
  }

  /** The kernel's own limit for a shebang line (BINPRM_BUF_SIZE). */
  private static final int SHEBANG_LIMIT_BYTES = 256;

  private static final Pattern PYTHON_3 = Pattern.compile("python(3(\\.\\d+)?)?");

  /** Programs that take scripts of a shell, with the numbers that some have in their names. */
  private static final Pattern SHELL =
      Pattern.compile(
          "(?:r?bash|dash|ash|sh|zsh|r?ksh|[mlop]ksh|pdksh|yash|posh|t?csh|fish|busybox|toybox)"
              + "[-.\\d]*(?:u\\+m)?(?:\\.exe)?");

  /** Looks at a file. One that can not be read has no shebang; running it will say why. */
  public static Script of(Path path) {
    Optional<Shebang> shebang = readShebang(path);
    return new Script(path, language(path, shebang), shebang);
  }

  /** Whether a shell reads it: any shell of Unix. */
  public boolean isForShell() {
    return switch (language) {
      case SHELL -> true;
      case SHEBANG -> shebang.map(line -> SHELL.matcher(line.program()).matches()).orElse(false);
      case PYTHON, BATCH, UNKNOWN -> false;
    };
  }

  /** What is wrong with the file itself, for people, or empty when it can be read. */
  public static Optional<String> whyUnreadable(Path path) {
    if (Files.isDirectory(path)) {
      return Optional.of("'%s' is a directory, not a script".formatted(path));
    }
    if (!Files.exists(path)) {
      return Optional.of("'%s' does not exist".formatted(path));
    }
    if (!Files.isRegularFile(path)) {
      return Optional.of("'%s' is not a regular file".formatted(path));
    }
    return Files.isReadable(path)
        ? Optional.empty()
        : Optional.of("'%s' can not be read by this user".formatted(path));
  }

  private static Language language(Path path, Optional<Shebang> shebang) {
    Path fileName = path.getFileName();
    String name = fileName == null ? "" : fileName.toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".bat") || name.endsWith(".cmd")) {
      return Language.BATCH;
    }
    if (shebang.isPresent()) {
      boolean python = PYTHON_3.matcher(shebang.get().program()).matches();
      return python ? Language.PYTHON : Language.SHEBANG;
    }
    if (name.endsWith(".py")) {
      return Language.PYTHON;
    }
    return name.endsWith(".sh") || name.endsWith(".bash") ? Language.SHELL : Language.UNKNOWN;
  }

  private static Optional<Shebang> readShebang(Path path) {
    if (!Files.isRegularFile(path)) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(path)) {
      String start = new String(in.readNBytes(SHEBANG_LIMIT_BYTES), StandardCharsets.UTF_8);
      int end = start.indexOf('\n');
      return Shebang.parse(end < 0 ? start : start.substring(0, end));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
