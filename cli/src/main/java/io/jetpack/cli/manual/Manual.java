package io.jetpack.cli.manual;

import io.jetpack.cli.program.ProgramDescription;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the files that the build puts into the distribution's {@code system/share}. */
public final class Manual {

  private Manual() {}

  /**
   * Writes them.
   *
   * @param args the folder, and the day of the man page as {@code 2026-01-31}
   */
  public static void main(String... args) throws IOException {
    ProgramDescription program = ProgramDescription.ofThis();
    Path folder = Path.of(args[0]);
    write(folder.resolve("bash-completion/completions/jetpack"), BashCompletion.of(program));
    write(folder.resolve("zsh/site-functions/_jetpack"), ZshCompletion.of(program));
    write(folder.resolve("man/man1/jetpack.1"), ManPage.of(program, args[1]));
    // bin/jetpack prints it without starting Java
    write(folder.resolve("jetpack/help.txt"), program.overview());
  }

  private static void write(Path file, String text) throws IOException {
    Path _ = Files.createDirectories(file.getParent());
    Path _ = Files.writeString(file, text);
  }
}
