package io.jetpack.cli.program;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.security.CodeSource;
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
    CodeSource source = OwnServices.class.getProtectionDomain().getCodeSource();
    if (source == null || source.getLocation() == null) {
      return program.getResources(name);
    }
    String place = source.getLocation().toString();
    URI file = URI.create(place.endsWith("/") ? place + name : "jar:" + place + "!/" + name);
    return Collections.enumeration(List.of(file.toURL()));
  }
}
