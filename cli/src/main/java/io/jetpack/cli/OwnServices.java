package io.jetpack.cli;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

/**
 * Shows of all service files on the class path only that of the program's own jar. To look for
 * others would open each of its libraries, which takes longer than a short command does.
 */
final class OwnServices extends ClassLoader {

  private final ClassLoader program;

  OwnServices(ClassLoader program) {
    super("own services", program);
    this.program = program;
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    String own = OwnServices.class.getName().replace('.', '/') + ".class";
    // not the code source: with an AOT cache that is where the archive was built
    URL found = program.getResource(own);
    if (found == null) {
      return program.getResources(name);
    }
    String place = found.toString();
    URI file = URI.create(place.substring(0, place.length() - own.length()) + name);
    return Collections.enumeration(List.of(file.toURL()));
  }
}
