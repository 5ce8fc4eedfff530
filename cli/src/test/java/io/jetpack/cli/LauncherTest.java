package io.jetpack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The shell script {@code bin/jetpack}, with JDKs that only tell who they are. */
@Timeout(60)
class LauncherTest {

  @TempDir Path directory;

  private Path home;
  private Path userHome;
  private Path launcher;
  private final Map<String, String> environment = new TreeMap<>();

  @BeforeEach
  void layOutTheDistribution() throws IOException {
    home = directory.toRealPath().resolve("a home with spaces");
    userHome = Files.createDirectories(directory.toRealPath().resolve("user"));
    launcher = copy("bin/jetpack");
    copy("system/bin/without-java");
    copy("system/bin/node-directories");
    copy("system/bin/java-limits");
    hideTheMachinesOwnJdks(copy("system/bin/find-java"));
    environment.put("HOME", userHome.toString());
    environment.put("LANG", "C.UTF-8");
    environment.put("PATH", "/usr/bin:/bin");
  }

  private static void hideTheMachinesOwnJdks(Path finder) throws IOException {
    String text = Files.readString(finder);
    String hidden =
        text.replace("/usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk*", "\"$HOME\"/machine/*");
    assertThat(hidden).isNotEqualTo(text);
    Files.writeString(finder, hidden);
  }

  private Path copy(String name) throws IOException {
    Path target = home.resolve(name);
    Files.createDirectories(target.getParent());
    Files.copy(Path.of("src", "dist").resolve(name), target);
    return executable(target);
  }

  private static Path executable(Path file) throws IOException {
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** A JDK whose java prints its own path and then each of its arguments in a line. */
  private Path jdk(Path place, String version) throws IOException {
    Path java = place.resolve("bin/java");
    Files.createDirectories(java.getParent());
    Files.writeString(java, "#!/bin/sh\nprintf '%s\\n' \"$0\" \"$@\" \"LC_ALL=$LC_ALL\"\n");
    Files.writeString(
        place.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"%s\"\n".formatted(version));
    executable(java);
    return place;
  }

  private record Answer(int exitCode, List<String> lines) {
    String java() {
      return lines.getFirst();
    }
  }

  private Answer run(String... words) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.directory(directory.toFile());
    Process process = builder.start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Answer(process.waitFor(), text.lines().toList());
  }

  private String chosenJava() throws IOException, InterruptedException {
    return run("/bin/sh", launcher.toString()).java();
  }

  @Test
  void theFirstJdkThatIsNewEnoughIsTaken() throws Exception {
    environment.put("PATH", Files.createDirectories(directory.resolve("empty")).toString());
    Path toolchain = jdk(directory.resolve("tool chain"), "25.0.1");
    Files.createDirectories(userHome.resolve(".m2"));
    Files.writeString(
        userHome.resolve(".m2/toolchains.xml"),
        "<toolchains>\n  <jdkHome>/nowhere</jdkHome>\n  <jdkHome>%s</jdkHome>\n</toolchains>"
            .formatted(toolchain));
    assertThat(chosenJava()).isEqualTo(toolchain + "/bin/java");

    Path development = jdk(userHome.resolve(".jdks/temurin-25"), "25");
    assertThat(chosenJava()).isEqualTo(development + "/bin/java");

    Path sdkman = jdk(userHome.resolve(".sdkman/candidates/java/25.0.2-tem"), "25.0.2");
    assertThat(chosenJava()).isEqualTo(sdkman + "/bin/java");

    Path packaged = jdk(userHome.resolve("machine/java-25"), "25.0.3");
    assertThat(chosenJava()).isEqualTo(packaged + "/bin/java");

    Path onPath = jdk(directory.resolve("on-path"), "26-ea");
    environment.put("PATH", onPath + "/bin");
    assertThat(chosenJava()).isEqualTo(onPath + "/bin/java");

    Path javaHome = jdk(directory.resolve("java-home"), "27");
    environment.put("JAVA_HOME", javaHome.toString());
    assertThat(chosenJava()).isEqualTo(javaHome + "/bin/java");

    Path ours = jdk(directory.resolve("ours"), "25.0.3");
    environment.put("JETPACK_JAVA_HOME", ours.toString());
    assertThat(chosenJava()).isEqualTo(ours + "/bin/java");

    Path runtime = jdk(home.resolve("system/runtime"), "25");
    assertThat(chosenJava()).isEqualTo(runtime + "/bin/java");
  }

  @Test
  void linksOnThePathAreFollowedToTheirJdk() throws Exception {
    Path jdk = jdk(directory.toRealPath().resolve("linked"), "25");
    Path links = Files.createDirectories(directory.resolve("links"));
    Files.createSymbolicLink(links.resolve("second"), jdk.resolve("bin/java"));
    Files.createSymbolicLink(links.resolve("java"), Path.of("second"));
    environment.put("PATH", links + ":/usr/bin:/bin");
    assertThat(chosenJava()).isEqualTo(jdk + "/bin/java");
  }

  @Test
  void anOldJdkIsPassedOver() throws Exception {
    environment.put("JETPACK_JAVA_HOME", jdk(directory.resolve("old"), "17.0.9").toString());
    environment.put("JAVA_HOME", jdk(directory.resolve("older"), "1.8.0_392").toString());
    environment.put("PATH", jdk(directory.resolve("new"), "25") + "/bin:/usr/bin:/bin");
    assertThat(chosenJava()).isEqualTo(directory.resolve("new") + "/bin/java");
  }

  @Test
  void argumentsArriveExactlyAndTheDistributionIsTheHome() throws Exception {
    jdk(home.resolve("system/runtime"), "25");
    List<String> lines = run(launcher.toString(), "log", "two words", "", "ä\"'$*").lines();
    assertThat(lines)
        .contains("-Djetpack.home=" + home, "-Djetpack.terminal=", "-cp", home + "/system/lib/*")
        .containsSequence(
            "io.jetpack.cli.program.Jetpack", "log", "two words", "", "ä\"'$*", "LC_ALL=");
  }

  @Test
  void itWorksThroughLinksAndFromAnywhere() throws Exception {
    jdk(home.resolve("system/runtime"), "25");
    Path first = Files.createSymbolicLink(directory.resolve("first link"), launcher);
    Path second = Files.createSymbolicLink(directory.resolve("second"), Path.of("first link"));
    assertThat(first).exists();
    environment.put("CDPATH", "/tmp");
    for (String[] call :
        new String[][] {
          {second.toString()},
          {"./second"},
          {"sh", "second"},
          {"a home with spaces/bin/jetpack"},
          {"sh", "-c", "cd 'a home with spaces/bin' && ./jetpack"},
          {"sh", "-c", "cd 'a home with spaces/bin' && sh jetpack"},
          {"sh", "-c", "PATH=\"$PATH:$PWD\" && second"},
        }) {
      assertThat(run(call).lines()).contains("-Djetpack.home=" + home);
    }
  }

  private String cacheOf(String... words) throws IOException, InterruptedException {
    List<String> call = new ArrayList<>(List.of(launcher.toString()));
    call.addAll(List.of(words));
    return run(call.toArray(String[]::new)).lines().stream()
        .filter(line -> line.startsWith("-XX:AOTCache="))
        .map(line -> line.substring(line.lastIndexOf('/') + 1))
        .findFirst()
        .orElse("none");
  }

  @Test
  void theCacheIsThatOfTheRunningOfPythonWherePythonIsRun() throws Exception {
    jdk(home.resolve("system/runtime"), "25");
    assertThat(cacheOf("config")).isEqualTo("none");
    Files.createFile(home.resolve("system/command.aot"));
    Files.createFile(home.resolve("system/checks.aot"));
    assertThat(cacheOf("config", "key")).isEqualTo("command.aot");
    assertThat(cacheOf("healthcheck", "run")).isEqualTo("checks.aot");
    assertThat(cacheOf("healthcheck", "service")).isEqualTo("command.aot");
    Path checks = Files.createDirectories(home.resolve("config/healthcheck.d"));
    Files.createFile(checks.resolve("a.sh"));
    assertThat(cacheOf("healthcheck", "service")).isEqualTo("command.aot");
    Files.createFile(checks.resolve("b c.py"));
    assertThat(cacheOf("healthcheck", "service")).isEqualTo("checks.aot");
    environment.put("CYCLECLOUD_HOME", directory.toString());
    assertThat(cacheOf("healthcheck", "service")).isEqualTo("command.aot");
  }

  @Test
  void pythonIsBegunWithBeforeAllElseWhereItIsRun() throws Exception {
    jdk(home.resolve("system/runtime"), "25");
    String flag = "-Djetpack.runner=python";
    Path bash = Files.createDirectories(directory.resolve("bash only"));
    Files.createFile(bash.resolve("a.sh"));
    Path both = Files.createDirectories(directory.resolve("both of them"));
    Files.createFile(both.resolve("a.sh"));
    Path script = Files.createFile(both.resolve("b c.py"));
    for (String command : List.of("run", "validate")) {
      String[] call = {launcher.toString(), "healthcheck", command};
      assertThat(run(call).lines()).doesNotContain(flag);
      if (command.equals("validate")) {
        assertThat(run(with(call, both.toString())).lines()).doesNotContain(flag);
        call = with(call, "--run");
      }
      for (Path path : List.of(script, both)) {
        assertThat(run(with(call, "--format", "json", path.toString())).lines()).contains(flag);
      }
      assertThat(run(with(call, bash.toString())).lines()).doesNotContain(flag);
    }
    assertThat(run(launcher.toString(), "log", script.toString()).lines()).doesNotContain(flag);
    Files.createFile(Files.createDirectories(home.resolve("config/healthcheck.d")).resolve("d.py"));
    assertThat(run(launcher.toString(), "healthcheck", "run").lines()).contains(flag);
  }

  private static String[] with(String[] words, String... more) {
    return Stream.concat(Stream.of(words), Stream.of(more)).toArray(String[]::new);
  }

  @Test
  void onlyWhatRunsForMonthsGivesMemoryBackEachMinute() throws Exception {
    jdk(home.resolve("system/runtime"), "25");
    String flag = "-XX:TrimNativeHeapInterval=60000";
    assertThat(run(launcher.toString(), "healthcheck", "service").lines()).contains(flag);
    assertThat(run(launcher.toString(), "healthcheck", "run").lines()).doesNotContain(flag);
    assertThat(run(launcher.toString(), "converge").lines()).doesNotContain(flag);
  }

  @Test
  void withoutALocaleNamesAreStillUtf8() throws Exception {
    jdk(home.resolve("system/runtime"), "25");
    environment.remove("LANG");
    assertThat(run(launcher.toString()).lines()).contains("-Djetpack.lc_all=", "LC_ALL=C.UTF-8");
    environment.put("LC_ALL", "POSIX");
    assertThat(run(launcher.toString()).lines())
        .contains("-Djetpack.lc_all=POSIX", "LC_ALL=C.UTF-8");
    environment.put("LC_ALL", "C.utf8");
    assertThat(run(launcher.toString()).lines())
        .contains("LC_ALL=C.utf8")
        .noneMatch(line -> line.startsWith("-Djetpack.lc_all"));
  }

  @Test
  void aLocaleThatNeedNotBeInstalledIsNotReliedOn() throws Exception {
    jdk(home.resolve("system/runtime"), "25");
    environment.put("LC_ALL", "xx_YY.UTF-8");
    assertThat(run(launcher.toString()).lines())
        .contains(
            Files.exists(Path.of("/usr/lib/locale/C.utf8"))
                ? "LC_ALL=C.UTF-8"
                : "LC_ALL=xx_YY.UTF-8");
  }

  @Test
  void withoutAnyJdkOneLineSaysWhatToInstall() throws Exception {
    environment.put("PATH", Files.createDirectories(directory.resolve("empty")).toString());
    Answer answer = run("/bin/sh", launcher.toString());
    assertThat(answer.exitCode()).isEqualTo(3);
    assertThat(answer.lines())
        .containsExactly(
            "jetpack: no JDK 25 or newer was found; install one (for instance Eclipse Temurin 25)"
                + " or set JETPACK_JAVA_HOME to its directory");
    environment.remove("HOME");
    assertThat(run("/bin/sh", launcher.toString()).exitCode()).isEqualTo(3);
  }
}
