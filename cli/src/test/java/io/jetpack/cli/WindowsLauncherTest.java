package io.jetpack.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code bin/jetpack.cmd} in Wine's cmd.exe. Wine starts a Unix script in place of java.exe, with
 * the words that a Windows program would get; only it does not wait for its end, so exit codes are
 * those of a copy of cmd.exe. Percent signs are not looked at: Wine expands them once more than
 * Windows does.
 */
@Timeout(180)
class WindowsLauncherTest {

  private static final long PATIENCE_SECONDS = 60;

  @TempDir Path directory;

  private Path home;
  private Path launcher;
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void layOutTheDistribution() throws IOException {
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/wine")),
        "wine is not installed: apt-get install wine wine64");
    directory = directory.toRealPath();
    home = directory.resolve("a home (with spaces) & more");
    launcher = Files.createDirectories(home.resolve("bin")).resolve("jetpack.cmd");
    String text = Files.readString(Path.of("src/dist/bin/jetpack.cmd"));
    String hidden =
        text.replace("%ProgramFiles%", "%FAKE_PROGRAMS%")
            .replace("%LOCALAPPDATA%", "%FAKE_LOCAL%")
            .replace("USERPROFILE", "FAKE_PROFILE");
    assertThat(hidden).isNotEqualTo(text);
    Files.writeString(launcher, hidden);
    environment.put("WINEDEBUG", "-all");
    environment.put("HOME", System.getenv("HOME"));
    environment.put("PATH", "/usr/bin:/bin");
  }

  /** A JDK whose java writes what it was given beside itself. */
  private Path jdk(String place, String version) throws IOException {
    Path jdk = directory.resolve(place);
    Path java = Files.createDirectories(jdk.resolve("bin")).resolve("java.exe");
    Files.writeString(
        java,
        """
        #!/bin/sh
        { printf '%s\\n' "$@"; env | grep '^jetpack_'; } >"$0.new"
        mv "$0.new" "$0.called"
        """);
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.writeString(jdk.resolve("release"), "X=\"1\"\nJAVA_VERSION=\"" + version + "\"\n");
    return jdk;
  }

  private static List<String> words(Path jdk) throws Exception {
    Path called = jdk.resolve("bin/java.exe.called");
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!Files.exists(called) && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(10);
    }
    List<String> words = Files.readAllLines(called);
    Files.delete(called);
    return words;
  }

  private static String windows(Path path) {
    return "Z:" + path.toString().replace('/', '\\');
  }

  private record Answer(int exitCode, String err) {}

  private Answer run(String... words) throws Exception {
    return run(home.resolve("bin"), "jetpack.cmd", words);
  }

  private Answer run(Path folder, String file, String... words) throws Exception {
    Path err = directory.resolve("err");
    ProcessBuilder builder = new ProcessBuilder("wine", "cmd.exe", "/d", "/c", file);
    builder.command().addAll(List.of(words));
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.directory(folder.toFile());
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(err.toFile());
    Process process = builder.start();
    try {
      assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    return new Answer(process.exitValue(), Files.readString(err, StandardCharsets.UTF_8));
  }

  @Test
  void words_arrive_exactly_and_no_variable_is_left() throws Exception {
    Path runtime = jdk(home.getFileName() + "/system/runtime", "25.0.3");
    Answer answer = run("log", "two  words", "", "a;b,c=d", "(x) & y", "!z!", "C:\\d\\");
    assertThat(answer.exitCode()).as(answer.err()).isZero();
    assertThat(words(runtime))
        .containsExactly(
            "@" + windows(home.resolve("system/jvm.options")),
            "-Djetpack.home=" + windows(home),
            "-Djetpack.terminal=",
            "-cp",
            windows(home.resolve("system/lib/*")),
            "io.jetpack.cli.program.Jetpack",
            "log",
            "two  words",
            "",
            "a;b,c=d",
            "(x) & y",
            "!z!",
            "C:\\d\\");
  }

  @Test
  void quotes_arrive_that_are_written_as_java_expects_them() throws Exception {
    Path runtime = jdk(home.getFileName() + "/system/runtime", "25");
    Path caller = directory.resolve("caller.cmd");
    Files.writeString(
        caller, "@\"" + windows(launcher) + "\" log \"say \\\"yes\\\" now\" \"x|y>z\"\r\n");
    Answer answer = run(directory, "caller.cmd");
    assertThat(answer.exitCode()).as(answer.err()).isZero();
    assertThat(words(runtime)).endsWith("log", "say \"yes\" now", "x|y>z");
  }

  @Test
  void an_installed_distribution_has_one_jar_and_resources() throws Exception {
    Path runtime = jdk(home.getFileName() + "/system/runtime", "25");
    Files.createDirectories(home.resolve("system/lib"));
    Files.writeString(home.resolve("system/lib/jetpack.jar"), "");
    Files.createDirectories(home.resolve("system/resources"));
    Answer answer = run("version");
    assertThat(answer.exitCode()).as(answer.err()).isZero();
    assertThat(words(runtime))
        .contains(
            windows(home.resolve("system/lib/jetpack.jar")),
            "-Dpolyglot.engine.resourcePath=" + windows(home.resolve("system/resources")));
  }

  @Test
  void exit_codes_come_through() throws Exception {
    Path runtime = jdk(home.getFileName() + "/system/runtime", "25");
    Path wines = Path.of("/usr/lib/x86_64-linux-gnu/wine/x86_64-windows/cmd.exe");
    assumeTrue(Files.exists(wines), "there is no cmd.exe to copy");
    Files.delete(runtime.resolve("bin/java.exe"));
    Files.copy(wines, runtime.resolve("bin/java.exe"));
    for (int code : List.of(0, 3, 254)) {
      assertThat(run("/c", "exit", String.valueOf(code)).exitCode()).isEqualTo(code);
    }
  }

  @Test
  void the_first_jdk_that_is_new_enough_is_taken() throws Exception {
    Path toolchain = jdk("tool chain", "25.0.1");
    Path profile = directory.resolve("profile");
    Files.writeString(
        Files.createDirectories(profile.resolve(".m2")).resolve("toolchains.xml"),
        "<toolchains>\n  <jdkHome>C:\\nowhere</jdkHome>\n  <jdkHome>%s</jdkHome>\n</toolchains>"
            .formatted(windows(toolchain)));
    environment.put("FAKE_PROFILE", windows(profile));
    assertTaken(toolchain);
    assertTaken(jdk("profile/.jdks/temurin-25", "25"));
    environment.put("FAKE_LOCAL", windows(directory.resolve("local")));
    assertTaken(jdk("local/Programs/Eclipse Adoptium/jdk-25", "25.0.2"));
    environment.put("FAKE_PROGRAMS", windows(directory.resolve("programs")));
    assertTaken(jdk("programs/Zulu/zulu-26", "26-ea"));
    Path onPath = jdk("on path", "27");
    environment.put("WINEPATH", windows(onPath.resolve("bin")));
    assertTaken(onPath);
    Path javaHome = jdk("java-home", "25");
    environment.put("JAVA_HOME", windows(javaHome));
    assertTaken(javaHome);
    environment.put("JETPACK_JAVA_HOME", windows(jdk("old", "17.0.9")));
    assertTaken(javaHome);
    Path ours = jdk("ours", "25.0.3+9");
    environment.put("JETPACK_JAVA_HOME", windows(ours));
    assertTaken(ours);
  }

  private void assertTaken(Path jdk) throws Exception {
    Answer answer = run("version");
    assertThat(answer.exitCode()).as(answer.err()).isZero();
    assertThat(words(jdk)).endsWith("version");
  }

  @Test
  void without_any_jdk_one_line_says_what_to_install() throws Exception {
    Path _ = jdk("old", "1.8.0_392");
    environment.put("JAVA_HOME", windows(directory.resolve("old")));
    Answer answer = run("version");
    assertThat(answer.exitCode()).isEqualTo(3);
    assertThat(answer.err())
        .contains(
            "jetpack: no JDK 25 or newer was found; install one (for instance Eclipse Temurin 25)"
                + " or set JETPACK_JAVA_HOME to its directory");
  }
}
