package io.jetpack.cli.program;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs several command lines in one process, which the build watches to make the AOT caches of the
 * distribution. Nothing of it is shown but what the last one says, which is called as the launcher
 * calls it: so the caches know the end of the program, too.
 */
final class Rehearsal {

  private Rehearsal() {}

  /**
   * Runs them.
   *
   * @param args a file with a command line a line, its words separated by tabs
   */
  public static void main(String... args) throws IOException {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    Jetpack jetpack = new Jetpack(System.getenv(), "");
    List<String> lines = Files.readAllLines(Path.of(args[0]));
    for (String line : lines.subList(0, lines.size() - 1)) {
      int _ =
          jetpack.run(
              new ByteArrayInputStream(new byte[0]), nowhere, nowhere, line.split("\t", -1));
    }
    Jetpack.main(lines.getLast().split("\t", -1));
  }
}
