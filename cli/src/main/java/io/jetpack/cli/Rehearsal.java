package io.jetpack.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs several command lines in one process, which the build watches to make the AOT caches of the
 * distribution. Nothing of it is shown.
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
    for (String line : Files.readAllLines(Path.of(args[0]))) {
      List<String> words = List.of(line.split("\t"));
      int _ =
          jetpack.run(
              new ByteArrayInputStream(new byte[0]),
              nowhere,
              nowhere,
              words.toArray(String[]::new));
    }
  }
}
