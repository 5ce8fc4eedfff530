package io.jetpack.samples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Prints which of the classes that a file names, one a line, this JVM cannot load, and why. */
final class LoadClasses {

  private LoadClasses() {}

  public static void main(String... args) throws IOException {
    ClassLoader loader = LoadClasses.class.getClassLoader();
    for (String name : Files.readAllLines(Path.of(args[0]))) {
      try {
        Class.forName(name, false, loader);
      } catch (ClassNotFoundException | LinkageError e) {
        System.out.println(name + ": " + e);
      }
    }
  }
}
