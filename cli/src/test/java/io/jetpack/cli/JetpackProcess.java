package io.jetpack.cli;

import io.jetpack.cli.program.Jetpack;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The program in a JVM of its own, for what can not be seen from within. */
public final class JetpackProcess {

  /** Whoever starts a build in the background has signals ignored, which a child inherits. */
  private static final List<String> WITH_SIGNALS = List.of("env", "--default-signal=HUP,INT");

  private JetpackProcess() {}

  /**
   * A command that takes another one as its arguments, and becomes it with the default action of
   * signals. Empty where {@code env} cannot do that: Windows, old machines.
   */
  public static List<String> withDefaultSignals() {
    List<String> trial = new ArrayList<>(WITH_SIGNALS);
    trial.add("true");
    try {
      return new ProcessBuilder(trial).start().waitFor() == 0 ? WITH_SIGNALS : List.of();
    } catch (IOException e) {
      return List.of();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }

  static Process start(Path home, List<String> jvmOptions, String... args) throws IOException {
    ProcessBuilder builder = builder(home, jvmOptions, args);
    builder.command().addAll(0, withDefaultSignals());
    return builder.start();
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
