package io.jetpack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the program looks for its own commands. */
class OwnServicesTest {

  private static final String CLASS = OwnServices.class.getName().replace('.', '/') + ".class";

  @TempDir Path elsewhere;

  @Test
  void they_are_beside_the_program_wherever_its_classes_say_that_they_were_built()
      throws Exception {
    Path copy = elsewhere.resolve(CLASS);
    Files.createDirectories(Objects.requireNonNull(copy.getParent()));
    try (InputStream original =
        Objects.requireNonNull(OwnServices.class.getClassLoader().getResourceAsStream(CLASS))) {
      Files.copy(original, copy);
    }
    URL place = elsewhere.toUri().toURL();
    try (URLClassLoader program = new URLClassLoader(new URL[] {place}, null)) {
      assertThat(Collections.list(new OwnServices(program).getResources("META-INF/services/x")))
          .extracting(URL::toString)
          .containsExactly(place + "META-INF/services/x");
    }
  }
}
