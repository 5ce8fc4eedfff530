package io.jetpack.cli.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnServicesTest {

  private static final String SERVICE = "META-INF/services/some.Kind";

  @TempDir private Path directory;

  /** A class out of the AOT cache says that it lies where the archive was built. */
  @Test
  void service_files_are_those_beside_the_class_on_the_class_path_wherever_it_was_built()
      throws Exception {
    Path place = directory.resolve("io/jetpack/cli/program/OwnServices.class");
    Files.createDirectories(place.getParent());
    Files.createFile(place);
    try (URLClassLoader program = new URLClassLoader(new URL[] {directory.toUri().toURL()}, null)) {
      assertThat(Collections.list(new OwnServices(program).getResources(SERVICE)))
          .containsExactly(directory.resolve(SERVICE).toUri().toURL());
    }
  }

  @Test
  void a_class_that_is_not_on_the_class_path_leaves_the_search_to_the_program() throws Exception {
    try (URLClassLoader program = new URLClassLoader(new URL[0], null)) {
      assertThat(Collections.list(new OwnServices(program).getResources(SERVICE))).isEmpty();
    }
  }
}
