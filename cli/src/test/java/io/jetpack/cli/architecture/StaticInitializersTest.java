package io.jetpack.cli.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.jetpack.runner.libc.CFunction;
import io.jetpack.runner.libc.CLibrary;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Loading a class needs no function of the C library, so that none is needed by a machine that
 * never calls it. The whole program once failed on glibc 2.31 for one that it did not need there.
 */
@Timeout(60)
class StaticInitializersTest {

  /** Fewer than there are, so that a look at nothing does not pass. */
  private static final int LEAST_CLASSES = 700;

  @TempDir Path directory;

  /** Initializes each class that a file names, and prints what fails. */
  static final class Initializing {

    private Initializing() {}

    public static void main(String... args) throws Exception {
      for (String name : Files.readAllLines(Path.of(args[0]))) {
        try {
          Class<?> ignored = Class.forName(name);
        } catch (LinkageError e) {
          System.out.println(name + ": " + (e.getCause() == null ? e : e.getCause()));
        }
      }
    }
  }

  private List<String> failing(List<String> classes, List<String> without) throws Exception {
    Path names = Files.write(directory.resolve("classes"), classes);
    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-D" + CLibrary.WITHOUT_PROPERTY + "=" + String.join(",", without),
                "-cp",
                System.getProperty("java.class.path"),
                Initializing.class.getName(),
                names.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(java.waitFor()).as(output).isZero();
    return output.lines().filter(line -> line.startsWith("io.jetpack.")).toList();
  }

  private static List<String> functions() {
    return Stream.of(CFunction.values()).map(CFunction::symbol).toList();
  }

  @Test
  void no_class_of_the_program_needs_a_function_of_c_when_it_is_loaded() throws Exception {
    List<String> classes =
        new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.jetpack")
                .stream()
                .map(JavaClass::getName)
                .filter(name -> !name.endsWith("package-info"))
                .sorted()
                .collect(Collectors.toList());
    assertThat(classes).hasSizeGreaterThan(LEAST_CLASSES);
    assertThat(failing(classes, functions())).isEmpty();
  }

  /** Breaks the rule. */
  static final class Eager {
    static final Object HANDLE = CFunction.POSIX_SPAWN_FILE_ACTIONS_ADDCLOSEFROM_NP.handle();

    private Eager() {}
  }

  @Test
  void a_class_that_does_is_found() throws Exception {
    assertThat(failing(List.of(Eager.class.getName()), functions()))
        .singleElement()
        .asString()
        .contains("Eager: ", "posix_spawn_file_actions_addclosefrom_np");
  }
}
