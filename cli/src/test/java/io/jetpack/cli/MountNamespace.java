package io.jetpack.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Shell scripts that mount, and run the program, where nobody else sees their mounts: these go with
 * the script. In it {@code jetpack} is the program, whose home is {@code $home} and whose directory
 * for temporary files is {@code $tmp}, both in {@code $scratch}; {@code $victim} is a directory
 * with files that have to stay.
 */
public final class MountNamespace {

  /** What hangs is ended, before the time limit of a test, which cannot end a wait for output. */
  private static final List<String> WORDS =
      List.of("timeout", "--kill-after=1", "100", "unshare", "--mount", "--propagation", "private");

  /**
   * {@code fill DIR} makes directories with many files in it. {@code meanwhile GLOB}, before the
   * program is called, mounts the victim, then a tmpfs with the victim in it, on all such
   * directories that there are, unmounts them and begins anew, until {@code enough} is called,
   * which tells how it went.
   */
  private static final String FUNCTIONS =
      """
      fill() {
        for i in {1..8}; do
          mkdir -p "$1/d$i/sub" && (cd "$1/d$i/sub" && touch {1..1500})
        done
      }
      meanwhile() {
        touch "$scratch/mounting"
        while [ -e "$scratch/mounting" ]; do
          for place in $1; do
            mount --bind "$victim" "$place" && echo bind >>"$scratch/mounted"
          done
          umount -R $1
          for place in $1; do
            mount -t tmpfs none "$place" && mkdir "$place/inner" &&
              mount --bind "$victim" "$place/inner" && echo nested >>"$scratch/mounted"
          done
          umount -R $1
        done 2>/dev/null &
        mounter=$!
      }
      enough() {
        rm "$scratch/mounting"
        wait "$mounter"
        sort -u "$scratch/mounted"
      }
      """;

  private final Path scratch;

  private MountNamespace(Path scratch) {
    this.scratch = scratch;
  }

  /** One for a test; without root the test is skipped. */
  public static MountNamespace in(Path scratch) throws IOException, InterruptedException {
    List<String> probe = new ArrayList<>(WORDS);
    probe.add("true");
    assumeTrue(
        "root".equals(System.getProperty("user.name"))
            && new ProcessBuilder(probe).start().waitFor() == 0,
        "only root can make a mount namespace");
    MountNamespace made = new MountNamespace(scratch.toRealPath());
    for (String name :
        List.of("bin", "home/config/healthcheck.d", "home/run", "tmp", "victim/sub")) {
      Files.createDirectories(made.scratch.resolve(name));
    }
    Files.writeString(made.scratch.resolve("victim/sub/precious"), "precious");
    made.writeProgram();
    return made;
  }

  private void writeProgram() throws IOException {
    String tmp = "-Djava.io.tmpdir=" + scratch.resolve("tmp");
    List<String> flags = List.of(tmp, "-XX:TieredStopAtLevel=1", "-Xmx256m");
    String words =
        JetpackProcess.builder(scratch.resolve("home"), flags).command().stream()
            .map(word -> "'" + word + "'")
            .collect(Collectors.joining(" "));
    Path program =
        Files.writeString(scratch.resolve("bin/jetpack"), "#!/bin/sh\nexec " + words + " \"$@\"\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** A script in {@code $scratch}, a check for instance. */
  public Path script(String name, String body) throws IOException {
    Path script = scratch.resolve(name);
    Files.createDirectories(script.resolveSibling("."));
    Files.writeString(script, body);
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    return script;
  }

  /**
   * Runs a script to its end, and gives back what it wrote; {@code $scratch} is SCRATCH in it.
   *
   * @see #FUNCTIONS
   */
  public String run(String script) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(WORDS);
    words.addAll(List.of("bash", "-uc", FUNCTIONS + script));
    ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
    builder.directory(scratch.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("JETPACK_"));
    builder.environment().remove("TMPDIR");
    builder.environment().put("scratch", scratch.toString());
    builder.environment().put("home", scratch.resolve("home").toString());
    builder.environment().put("tmp", scratch.resolve("tmp").toString());
    builder.environment().put("victim", scratch.resolve("victim").toString());
    builder.environment().put("CYCLECLOUD_HOME", scratch.resolve("home").toString());
    builder.environment().merge("PATH", "", (path, _) -> scratch.resolve("bin") + ":" + path);
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = process.waitFor();
    assertThat(code).as(said).isZero();
    return said.replace(scratch.toString(), "SCRATCH");
  }

  /** Looks whether the files that have to stay are there. */
  public void assertVictimIsIntact() {
    assertThat(scratch.resolve("victim/sub/precious")).hasContent("precious");
  }
}
