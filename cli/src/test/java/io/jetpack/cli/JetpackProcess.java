package io.jetpack.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The program in a JVM of its own, for what can not be seen from within. */
public final class JetpackProcess {

  private JetpackProcess() {}

  static Process start(Path home, List<String> jvmOptions, String... args) throws IOException {
    return builder(home, jvmOptions, args).start();
  }

  /** The call, for those who change its environment or streams. */
  public static ProcessBuilder builder(Path home, List<String> jvmOptions, String... args) {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.add("--enable-native-access=ALL-UNNAMED");
    words.add("--sun-misc-unsafe-memory-access=allow");
    words.addAll(jvmOptions);
    words.add("-cp");
    words.add(System.getProperty("java.class.path"));
    words.add(Jetpack.class.getName());
    words.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.environment().put("CYCLECLOUD_HOME", home.toString());
    return builder;
  }
}
