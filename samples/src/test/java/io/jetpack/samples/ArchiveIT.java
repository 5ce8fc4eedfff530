package io.jetpack.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jetpack.samples.Archives.Call;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The archive that operators unpack, on a machine that has nothing else. */
@Timeout(300)
class ArchiveIT {

  @TempDir static Path scratch;

  /** With a space in it, and not where the caches were made. */
  private static Path unpacked = Path.of("");

  @BeforeAll
  static void unpack() throws Exception {
    unpacked = Archives.unpack(scratch.resolve("a place"));
  }

  private static Call run(String... words) throws IOException, InterruptedException {
    return Archives.run(unpacked, Map.of(), words);
  }

  @Test
  void it_runs_with_its_own_runtime_whatever_else_there_is() throws Exception {
    Map<String, String> misleading =
        Map.of("JAVA_HOME", "/nonexistent", "JETPACK_JAVA_HOME", "/nonexistent");
    Call call = Archives.run(unpacked, misleading, "--version");
    assertThat(call).isEqualTo(new Call(0, call.out(), ""));
    assertThat(call.out()).matches("\\d[\\w.-]+\n");
  }

  @Test
  void it_runs_checks_in_bash_and_python_and_writes_nothing_but_its_home() throws Exception {
    Files.writeString(unpacked.resolve("config/healthcheck.d/a.sh"), "echo fine\n");
    Files.writeString(
        unpacked.resolve("config/healthcheck.d/b.py"),
        "import json, ssl, socket, subprocess\nprint(subprocess.check_output(['echo', 'x']))\n");
    Call call = run("healthcheck", "run");
    assertThat(call.err()).isEmpty();
    assertThat(call.out()).contains("healthy  a.sh", "healthy  b.py", "2 healthy");
    assertThat(call.exitCode()).isZero();
    assertThat(Path.of("/nonexistent")).doesNotExist();
  }

  @Test
  void the_one_without_a_runtime_runs_python_with_a_jdk_that_it_finds() throws Exception {
    Path plain =
        Archives.unpack(
            Archives.all("jetpack-*-linux-noruntime.tar.gz").getFirst(), scratch.resolve("plain"));
    Files.writeString(
        plain.resolve("config/healthcheck.d/a.py"),
        """
        import os, sys, unicodedata
        sys.implementation._multiarch = 'm68k-linux'  # as GraalPy has it on another processor than its own
        import sysconfig
        assert sysconfig.get_config_var('MULTIARCH') == os.uname().machine + '-linux', sys.implementation
        """);
    // nothing is unpacked into a user's cache
    Path cache = scratch.resolve("cache");
    Map<String, String> environment =
        Map.of(
            "JETPACK_JAVA_HOME",
            System.getProperty("java.home"),
            "XDG_CACHE_HOME",
            cache.toString());
    Call call = Archives.run(plain, environment, "healthcheck", "run");
    assertThat(call.err()).isEmpty();
    assertThat(call.out()).contains("healthy  a.py", "1 healthy");
    assertThat(call.exitCode()).isZero();
    // whose name does not make the launcher prepare Python, so that other classes of GraalVM come
    // first
    Path unnamed = scratch.resolve("unnamed");
    Files.writeString(unnamed, "#!/usr/bin/python3\n# jetpack: runtime=python\nprint('fine')\n");
    Call other = Archives.run(plain, environment, "healthcheck", "run", unnamed.toString());
    assertThat(other.err()).isEmpty();
    assertThat(other.out()).contains("healthy  unnamed  python");
    assertThat(cache).doesNotExist();
  }

  /**
   * Python's library is compiled in the archive, and what traces, profiles or asks for positions
   * makes GraalPy read the compiled files again, for the scripts that run after it as well.
   */
  @Test
  void scripts_may_trace_and_profile_the_library_and_ask_for_its_source() throws Exception {
    Path checks = Files.createDirectories(scratch.resolve("tracing"));
    String traces =
        """
        import sys, threading
        seen = set()
        def note(frame, event, argument):
            seen.add(frame.f_code.co_name)
            return None
        threading.settrace(note)
        threading.setprofile(note)
        sys.setprofile(note)
        sys.settrace(note)
        import inspect, json, profile, textwrap
        textwrap.dedent('  text')
        sys.settrace(None)
        sys.setprofile(None)
        assert 'dedent' in seen, seen
        profile.run('json.dumps([1])')
        assert inspect.getsource(json.dumps).startswith('def dumps('), inspect.getsource(json.dumps)
        assert list(json.dumps.__code__.co_positions())
        """;
    String asks =
        "import threading, sys, subprocess\nprint('GPU 3 lost', file=sys.stderr)\nsys.exit(254)\n";
    for (String name : List.of("a", "b", "c")) {
      Files.writeString(checks.resolve(name + "1.py"), traces);
      Files.writeString(checks.resolve(name + "2.py"), asks);
    }
    Call call = run("healthcheck", "run", checks.toString());
    assertThat(call.err()).isEmpty();
    assertThat(call.out()).contains("3 healthy, 3 ask for termination;");
    assertThat(call.exitCode()).isEqualTo(254);
  }

  @Test
  void a_script_knows_its_user() throws Exception {
    Path check = scratch.resolve("user.py");
    Files.writeString(
        check,
        "import getpass, os, pwd\nassert getpass.getuser() == pwd.getpwuid(os.getuid())[0]\n");
    Call call = run("healthcheck", "run", check.toString());
    assertThat(call.out()).contains("1 healthy");
  }

  @Test
  void its_caches_are_used_wherever_it_is_moved() throws Exception {
    cachesAreUsed();
    Path before = unpacked;
    try {
      unpacked =
          Files.move(before, Files.createDirectories(scratch.resolve("moved")).resolve("a b"));
      cachesAreUsed();
      assertThat(run("config", "platform").exitCode()).isZero();
    } finally {
      unpacked = Files.move(unpacked, before);
    }
  }

  private static void cachesAreUsed() throws Exception {
    for (String cache : List.of("command", "checks")) {
      Path file = unpacked.resolve("system/" + cache + ".aot");
      Path log = scratch.resolve(cache + ".classes");
      Process process =
          new ProcessBuilder(
                  unpacked.resolve("system/runtime/bin/java").toString(),
                  "@" + unpacked.resolve("system/jvm.options"),
                  "-XX:AOTCache=" + file,
                  "-Xlog:class+load:file=" + log,
                  "-cp",
                  unpacked.resolve("system/lib/jetpack.jar").toString(),
                  "io.jetpack.cli.program.Jetpack",
                  "--help")
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      assertThat(process.waitFor()).isZero();
      assertThat(Files.readAllLines(log))
          .filteredOn(line -> line.contains(" io.jetpack.cli.program.CommandLoader "))
          .singleElement()
          .asString()
          .contains("shared objects file");
    }
  }

  @Test
  void a_cache_that_is_damaged_or_of_another_program_is_not_missed() throws Exception {
    Path cache = unpacked.resolve("system/command.aot");
    byte[] whole = Files.readAllBytes(cache);
    try {
      for (byte[] damaged :
          List.of(
              new byte[0],
              "garbage".getBytes(StandardCharsets.UTF_8),
              Arrays.copyOf(whole, 100_000))) {
        Files.write(cache, damaged);
        Call call = run("config", "platform");
        assertThat(call.err()).isEmpty();
        assertThat(call.exitCode()).isZero();
      }
    } finally {
      Files.write(cache, whole);
    }
  }

  @Test
  void it_runs_where_nobody_may_write_with_its_home_elsewhere() throws Exception {
    Path home = Files.createDirectories(scratch.resolve("home"));
    Path checks = Files.createDirectories(home.resolve("config/healthcheck.d"));
    Files.writeString(checks.resolve("a.py"), "import json, subprocess\nprint('fine')\n");
    Files.writeString(
        checks.resolve("b.py"), "#!/usr/bin/python3\n# jetpack: runtime=process\nimport jetpack\n");
    // root may write everywhere, but not to what is mounted for reading only
    String script =
        """
        set -e
        mount --bind "$1" "$1"
        mount -o remount,ro,bind "$1"
        touch "$1/written" 2>/dev/null && exit 99
        "$1/bin/jetpack" healthcheck run
        "$1/bin/jetpack" config platform
        "$1/bin/jetpack" log 'from a read-only folder' --no-wait
        """;
    Path said = scratch.resolve("said");
    ProcessBuilder builder =
        new ProcessBuilder(
            "unshare", "--mount", "--map-root-user", "sh", "-c", script, "sh", unpacked.toString());
    builder.environment().put("CYCLECLOUD_HOME", home.toString());
    builder.environment().remove("JAVA_HOME");
    Process process = builder.redirectErrorStream(true).redirectOutput(said.toFile()).start();
    assertThat(process.waitFor(200, TimeUnit.SECONDS)).isTrue();
    String text = Files.readString(said);
    assumeTrue(!text.startsWith("unshare:"), "no mount namespace can be made here: " + text);
    assertThat(text).contains("healthy  a.py", "healthy  b.py", "2 healthy");
    assertThat(process.exitValue()).as(text).isZero();
    assertThat(unpacked.resolve("written")).doesNotExist();
    assertThat(home.resolve("run/outbox/new")).isNotEmptyDirectory();
  }

  @Test
  void completions_and_the_man_page_are_in_it() {
    Path share = unpacked.resolve("system/share");
    assertThat(share.resolve("bash-completion/completions/jetpack")).isNotEmptyFile();
    assertThat(share.resolve("zsh/site-functions/_jetpack")).isNotEmptyFile();
    assertThat(share.resolve("man/man1/jetpack.1")).isNotEmptyFile();
  }

  @Test
  void the_zip_for_windows_holds_what_windows_needs_and_nothing_of_others() throws Exception {
    Path archive = Archives.all("jetpack-*-windows-x86_64-noruntime.zip").getFirst();
    try (ZipFile zip = new ZipFile(archive.toFile())) {
      List<String> names =
          zip.stream()
              .map(entry -> entry.getName().substring(entry.getName().indexOf('/') + 1))
              .toList();
      assertThat(names)
          .contains(
              "bin/jetpack.cmd",
              "install.ps1",
              "config/jetpack.toml",
              "config/healthcheck.d/",
              "system/jvm.options",
              "system/bin/jetpack-service.exe",
              "system/lib/jetpack.jar",
              "system/python/jetpack/__init__.py")
          .doesNotContain("bin/jetpack")
          .noneMatch(name -> name.startsWith("system/runtime") || name.endsWith(".aot"));
      for (String name : List.of("bin/jetpack.cmd", "install.ps1")) {
        ZipEntry entry =
            zip.stream()
                .filter(each -> each.getName().endsWith("/" + name))
                .findFirst()
                .orElseThrow();
        String text =
            new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.US_ASCII);
        assertThat(text.lines().count()).isGreaterThan(20);
        assertThat(text.replace("\r\n", "")).as(name).doesNotContain("\n").doesNotContain("\uFFFD");
      }
      assertThat(nativeLibraries(zip))
          .isNotEmpty()
          .noneMatch(name -> name.matches("(?i).*(linux|darwin|/mac|bsd|sunos).*"));
    }
  }

  /** The names of the compiled libraries in the jars of a zip. */
  private static List<String> nativeLibraries(ZipFile zip) throws IOException {
    List<String> names = new ArrayList<>();
    for (ZipEntry entry : Collections.list(zip.entries())) {
      if (entry.getName().endsWith(".jar")) {
        try (ZipInputStream jar = new ZipInputStream(zip.getInputStream(entry))) {
          for (ZipEntry in = jar.getNextEntry(); in != null; in = jar.getNextEntry()) {
            if (in.getName().matches(".*\\.(so|dll|pyd|dylib|jnilib|exe)")) {
              names.add(in.getName());
            }
          }
        }
      }
    }
    return names;
  }

  @Test
  void it_runs_through_a_link() throws Exception {
    Path other = Files.createDirectories(scratch.resolve("other/bin"));
    Path _ = Files.createSymbolicLink(other.resolve("jetpack"), unpacked.resolve("bin/jetpack"));
    assertThat(Archives.run(scratch.resolve("other"), Map.of(), "--version").exitCode()).isZero();
  }

  @Test
  void it_is_not_too_large() throws Exception {
    for (Path archive : Archives.withRuntime("jetpack-*-linux-*.tar.gz")) {
      assertThat(Files.size(archive)).isLessThan(150_000_000);
    }
  }
}
