package io.jetpack.cli.program;

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

  private static final String OWN = OwnServices.class.getName().replace('.', '/') + ".class";

  private final ClassLoader program;

  OwnServices(ClassLoader program) {
    super("own services", program);
    this.program = program;
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    // not by the code source of the class: a class out of the AOT cache has that of its build
    URL own = program.getResource(OWN);
    if (own == null) {
      return program.getResources(name);
    }
    String place = own.toString();
    String base = place.substring(0, place.length() - OWN.length());
    return Collections.enumeration(List.of(URI.create(base + name).toURL()));
  }
}
