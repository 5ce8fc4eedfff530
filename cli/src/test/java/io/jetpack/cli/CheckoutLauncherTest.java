package io.jetpack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The shell script {@code jetpack} in the root of a checkout, with a Maven that only pretends. */
@Timeout(60)
class CheckoutLauncherTest {

  private static final String BUILDING =
      "jetpack: building the distribution (first run or sources changed)";

  /** Builds a distribution that tells how often it was built and with which arguments it runs. */
  private static final String MAVEN =
      """
      #!/bin/sh
      [ -z "$FAIL" ] || { echo '[INFO] noise'; echo '[ERROR] Foo.java:[3] what'; exit 1; }
      sleep 0.3
      echo "$*" >>builds
      mkdir -p cli/target/jetpack/bin
      printf '#!/bin/sh\\necho build %s: "$@"\\n' "$(wc -l <builds)" >cli/target/jetpack/bin/jetpack
      chmod 755 cli/target/jetpack/bin/jetpack
      """;

  @TempDir Path directory;

  private Path root;
  private Path source;
  private final Map<String, String> environment = new TreeMap<>();

  @BeforeEach
  void layOutTheCheckout() throws IOException {
    root = Files.createDirectories(directory.resolve("a checkout/src"));
    Path sources = Path.of("..").toAbsolutePath().normalize();
    executable(Files.copy(sources.resolve("jetpack"), root.resolve("jetpack")));
    write("cli/src/dist/system/bin/find-java", finder(sources));
    write("pom.xml", "");
    write("polyglot-runners/pom.xml", "");
    source = write("cli/src/main/java/Some.java", "");
    write("cli/src/test/java/SomeTest.java", "");
    write("healthcheck/src/main/java/Other.java", "");
    executable(write("bin/mvn", MAVEN));
    environment.put("PATH", root.resolve("bin") + ":/usr/bin:/bin");
    Path release = write("jdk/release", "JAVA_VERSION=\"25\"\n");
    executable(write("jdk/bin/java", ""));
    environment.put("JETPACK_JAVA_HOME", release.resolveSibling(".").toString());
  }

  private static String finder(Path sources) throws IOException {
    return Files.readString(sources.resolve("cli/src/dist/system/bin/find-java"))
        .replace("/usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk*", "");
  }

  private Path write(String name, String content) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  private static void executable(Path file) throws IOException {
    Path ignored =
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Process start(String... words) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.directory(directory.toFile());
    return builder.start();
  }

  private static List<String> lines(Process process) throws IOException {
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
        .lines()
        .toList();
  }

  private List<String> run(String... arguments) throws IOException {
    String[] words = new String[arguments.length + 2];
    words[0] = "/bin/sh";
    words[1] = root.resolve("jetpack").toString();
    System.arraycopy(arguments, 0, words, 2, arguments.length);
    return lines(start(words));
  }

  private static void makeNewer(Path file) throws IOException {
    Path ignored = Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(3600)));
  }

  @Test
  void theFirstCallBuildsAndTheSecondDoesNot() throws IOException {
    assertThat(run("log", "two words")).containsExactly(BUILDING, "build 1: log two words");
    assertThat(run("log", "two words")).containsExactly("build 1: log two words");
    assertThat(Files.readString(root.resolve("builds"))).contains("-pl cli -am package");
  }

  @Test
  void changedSourcesAreBuiltAndChangedTestsAreNot() throws IOException {
    assertThat(run()).hasSize(2);
    makeNewer(root.resolve("cli/src/test/java/SomeTest.java"));
    assertThat(run()).containsExactly("build 1:");
    makeNewer(source);
    assertThat(run()).containsExactly(BUILDING, "build 2:");
    assertThat(run()).as("the source is newer than any build").contains("build 3:");
  }

  @Test
  void aDeletedSourceIsAChange() throws IOException {
    assertThat(run()).hasSize(2);
    Files.delete(source);
    assertThat(run()).containsExactly(BUILDING, "build 2:");
    assertThat(run()).containsExactly("build 2:");
  }

  @Test
  void aMissingDistributionIsBuilt() throws IOException {
    assertThat(run()).hasSize(2);
    Files.delete(root.resolve("cli/target/jetpack/bin/jetpack"));
    assertThat(run()).containsExactly(BUILDING, "build 2:");
  }

  @Test
  void ofTwoCallsAtOnceOneBuildsForBoth() throws IOException {
    Process one = start("/bin/sh", root + "/jetpack", "one");
    Process two = start("/bin/sh", root + "/jetpack", "two");
    assertThat(lines(one)).contains("build 1: one");
    assertThat(lines(two)).contains("build 1: two");
    assertThat(run()).containsExactly("build 1:");
  }

  @Test
  void itWorksThroughALink() throws IOException {
    Path link = Files.createSymbolicLink(directory.resolve("link"), root.resolve("jetpack"));
    assertThat(lines(start(link.toString(), "x"))).containsExactly(BUILDING, "build 1: x");
  }

  @Test
  void aFailedBuildShowsWhatWasWrongAndIsTriedAgain() throws Exception {
    environment.put("FAIL", "yes");
    Process failed = start("/bin/sh", root + "/jetpack", "x");
    assertThat(lines(failed))
        .containsExactly(
            BUILDING,
            "[ERROR] Foo.java:[3] what",
            "jetpack: the build failed; all that Maven said is in '%s'"
                .formatted(root.toRealPath().resolve("cli/target/jetpack.build.log")));
    assertThat(failed.waitFor()).isEqualTo(1);
    environment.remove("FAIL");
    assertThat(run()).containsExactly(BUILDING, "build 1:");
  }

  @Test
  void whatIsMissingIsToldInOneLine() throws Exception {
    Path tools = Files.createDirectories(directory.resolve("tools"));
    for (String tool : List.of("find", "mkdir", "flock", "readlink")) {
      Path wrapper = tools.resolve(tool);
      executable(
          Files.writeString(wrapper, "#!/bin/sh\nexec /usr/bin/%s \"$@\"\n".formatted(tool)));
    }
    environment.put("PATH", tools.toString());
    Process withoutMaven = start("/bin/sh", root + "/jetpack", "x");
    assertThat(lines(withoutMaven))
        .containsExactly(
            "jetpack: Maven is needed to build the distribution; install it (Debian: apt-get"
                + " install maven)");
    assertThat(withoutMaven.waitFor()).isEqualTo(3);

    Files.copy(root.resolve("bin/mvn"), tools.resolve("mvn"));
    executable(tools.resolve("mvn"));
    environment.remove("JETPACK_JAVA_HOME");
    Process withoutJdk = start("/bin/sh", root + "/jetpack", "x");
    assertThat(lines(withoutJdk)).singleElement().asString().contains("no JDK 25 or newer");
    assertThat(withoutJdk.waitFor()).isEqualTo(3);
  }
}
