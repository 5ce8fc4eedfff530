package io.jetpack.runner.process.spawn;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** Finds programs as a shell does. */
public final class Programs {

  /** What execvp uses when there is no PATH. */
  private static final String DEFAULT_PATH = "/bin:/usr/bin";

  private static final String ELF = "\u007fELF";

  private Programs() {}

  public static boolean isProgram(Path path) {
    return Files.isRegularFile(path) && Files.isExecutable(path);
  }

  /** Whether it is a program that the kernel itself can run: executable, and begins as ELF does. */
  public static boolean isNative(Path path) {
    if (!isProgram(path)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(path)) {
      return Arrays.equals(in.readNBytes(ELF.length()), ELF.getBytes(StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      return false;
    }
  }

  /** The first program of that name on the environment's PATH. */
  public static Optional<Path> findOnPath(String name, Map<String, String> environment) {
    String path = environment.getOrDefault("PATH", DEFAULT_PATH);
    for (String folder : path.split(File.pathSeparator, -1)) {
      Path candidate = Path.of(folder.isEmpty() ? "." : folder, name);
      if (isProgram(candidate)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  /**
   * The path of a program: itself when it has a slash, otherwise the one on the PATH.
   *
   * @throws NoSuchFileException when the PATH has none
   */
  static String resolve(String program, Map<String, String> environment)
      throws NoSuchFileException {
    if (program.contains("/")) {
      return program;
    }
    return findOnPath(program, environment)
        .orElseThrow(() -> new NoSuchFileException(program, null, "not found on the PATH"))
        .toString();
  }
}
