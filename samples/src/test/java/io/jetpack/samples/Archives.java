package io.jetpack.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;

/** The archives that the build has made, and calls of what is in them. */
final class Archives {

  private static final Path TARGET = Path.of("../cli/target").toAbsolutePath().normalize();

  /** The distribution of a checkout, of which the archives are made. */
  static final Path BUILT = TARGET.resolve("jetpack");

  /** There is no java on it. */
  private static final String PATH = "/usr/bin:/bin";

  /** What a call left. */
  record Call(int exitCode, String out, String err) {}

  /** Unpacked by whoever asks first. */
  private static Optional<Path> shared = Optional.empty();

  private Archives() {}

  /** This machine's processor, as archives are named. */
  static String machine() {
    return System.getProperty("os.arch").replace("amd64", "x86_64");
  }

  /** The one for this machine, where it was built. */
  private static Optional<Path> own() throws IOException {
    return all("jetpack-*-linux-" + machine() + ".tar.gz").stream().findFirst();
  }

  /** The one for this machine; the test is skipped where none was built. */
  private static Path required() throws IOException {
    Optional<Path> archive = own();
    assumeTrue(
        archive.isPresent(),
        "built with -Djetpack.archives.skip=true, or for another processor than " + machine());
    return archive.get();
  }

  /** Unpacks the one for this machine; the test is skipped where none was built. */
  static Path unpack(Path folder) throws IOException, InterruptedException {
    return unpack(required(), folder);
  }

  /**
   * The one for this machine, unpacked once for all tests of this JVM, which do not change it; the
   * test is skipped where none was built.
   */
  static Path unpacked() throws IOException, InterruptedException {
    return unpackedOnce(required());
  }

  /** As {@link #unpacked}, or what a checkout runs where no archive was built. */
  static Path unpackedOrBuilt() throws IOException, InterruptedException {
    Optional<Path> archive = own();
    return archive.isPresent() ? unpackedOnce(archive.get()) : BUILT;
  }

  private static synchronized Path unpackedOnce(Path archive)
      throws IOException, InterruptedException {
    if (shared.isEmpty()) {
      Path folder = Path.of(System.getProperty("jetpack.unpacked", "target/archive"));
      Process remove =
          new ProcessBuilder("rm", "-rf", "--one-file-system", folder.toString())
              .inheritIO()
              .start();
      assertThat(remove.waitFor()).isZero();
      shared = Optional.of(unpack(archive, folder.toAbsolutePath().normalize()));
    }
    return shared.get();
  }

  /** Unpacks an archive and returns its one directory. */
  static Path unpack(Path archive, Path folder) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    Process tar =
        new ProcessBuilder("tar", "-xzf", archive.toString(), "-C", folder.toString())
            .inheritIO()
            .start();
    assertThat(tar.waitFor()).isZero();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder)) {
      return found.iterator().next();
    }
  }

  static List<Path> all(String pattern) throws IOException {
    try (DirectoryStream<Path> found = Files.newDirectoryStream(TARGET, pattern)) {
      return StreamSupport.stream(found.spliterator(), false).sorted().toList();
    }
  }

  static List<Path> withRuntime(String pattern) throws IOException {
    return all(pattern).stream().filter(path -> !path.toString().contains("noruntime")).toList();
  }

  /** Calls {@code bin/jetpack} of a folder, where there is no other Java. */
  static Call run(Path program, Map<String, String> more, String... words)
      throws IOException, InterruptedException {
    Path scratch = Files.createTempDirectory("call");
    Path out = scratch.resolve("out");
    Path err = scratch.resolve("err");
    ProcessBuilder builder = new ProcessBuilder(program.resolve("bin/jetpack").toString());
    builder.command().addAll(List.of(words));
    Map<String, String> environment = new HashMap<>(Map.of("PATH", PATH, "HOME", "/nonexistent"));
    environment.putAll(more);
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    Call call = new Call(process.exitValue(), Files.readString(out), Files.readString(err));
    for (Path file : List.of(out, err, scratch)) {
      Files.delete(file);
    }
    return call;
  }
}
