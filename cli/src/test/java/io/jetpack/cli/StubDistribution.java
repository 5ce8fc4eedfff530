package io.jetpack.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The launcher with a java that only says that it was started; it is its own home. */
public final class StubDistribution {

  /** What the java of this distribution prints. */
  public static final String JAVA = "JAVA\n";

  private final Path home;
  private final Map<String, String> environment = new TreeMap<>();

  /** What a call left. */
  public record Answer(int exitCode, String out, String err) {
    /** Whether it came without Java. */
    public boolean isQuick() {
      return !out.contains(JAVA);
    }
  }

  public StubDistribution(Path home) throws IOException {
    this.home = home;
    Path sources = Path.of("src", "dist");
    for (String name :
        List.of(
            "bin/jetpack",
            "system/bin/find-java",
            "system/bin/java-limits",
            "system/bin/node-directories",
            "system/bin/without-java")) {
      Path target = home.resolve(name);
      Files.createDirectories(target.getParent());
      Files.copy(sources.resolve(name), target);
    }
    Path java = home.resolve("system/runtime/bin/java");
    Files.createDirectories(java.getParent());
    Files.writeString(java, "#!/bin/sh\necho JAVA\n");
    Files.writeString(home.resolve("system/runtime/release"), "JAVA_VERSION=\"25\"\n");
    for (Path program : List.of(java, home.resolve("bin/jetpack"))) {
      Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    environment.put("LANG", "C.UTF-8");
    environment.put("PATH", "/usr/bin:/bin");
  }

  public StubDistribution variable(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** Calls {@code bin/jetpack}. */
  public Answer run(String... words) throws IOException, InterruptedException {
    return call(Stream.concat(Stream.of("bin/jetpack"), Stream.of(words)).toArray(String[]::new));
  }

  /** Runs a program in the home. */
  public Answer call(String... words) throws IOException, InterruptedException {
    Path err = Files.createTempFile("err", null);
    try {
      ProcessBuilder builder =
          new ProcessBuilder(words).directory(home.toFile()).redirectError(err.toFile());
      builder.environment().clear();
      builder.environment().putAll(environment);
      Process process = builder.start();
      process.getOutputStream().close();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Answer(process.waitFor(), out, Files.readString(err));
    } finally {
      Files.delete(err);
    }
  }
}
