package io.jetpack.cli.message;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Writers of one name, one after the other: each is killed after a random time, until all numbers
 * are written.
 */
final class WriterProcess {

  private final Path home;
  private final String name;
  private final int count;
  private final Path safe;
  private int kills;

  WriterProcess(Path home, String name, int count, int kills) {
    this.home = home;
    this.name = name;
    this.count = count;
    this.kills = kills;
    this.safe = home.resolve("safe-" + name);
  }

  String name() {
    return name;
  }

  /** The numbers of which the program has said that they are safe, in order. */
  List<Integer> safe() throws IOException {
    if (Files.notExists(safe)) {
      return List.of();
    }
    String text = Files.readString(safe);
    return text.substring(0, text.lastIndexOf('\n') + 1).lines().map(Integer::valueOf).toList();
  }

  /** Runs to the end. */
  void run(Random random) throws IOException, InterruptedException {
    int next = 1;
    while (next <= count) {
      Process process = start(next);
      if (kills > 0) {
        int before = safe().size();
        while (safe().size() == before && process.isAlive()) {
          TimeUnit.MILLISECONDS.sleep(5);
        }
        boolean ignored = process.waitFor(random.nextInt(400), TimeUnit.MILLISECONDS);
        kill(process);
        kills--;
        // the number after the last safe one may be in the outbox or not: it is not used again
        List<Integer> now = safe();
        next = (now.isEmpty() ? next : now.getLast() + 1) + 1;
      } else {
        int code = process.waitFor();
        if (code != 0) {
          throw new IOException(
              "writer %s ended with %d: %s"
                  .formatted(name, code, Files.readString(home.resolve("writer-" + name))));
        }
        return;
      }
    }
  }

  private static void kill(Process process) throws InterruptedException {
    int ignored = process.destroyForcibly().waitFor();
  }

  private Process start(int first) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-Xmx64m",
            "-cp",
            System.getProperty("java.class.path"),
            WriterProgram.class.getName(),
            home.toString(),
            name,
            String.valueOf(first),
            String.valueOf(count),
            safe.toString())
        .redirectErrorStream(true)
        .redirectOutput(home.resolve("writer-" + name).toFile())
        .start();
  }
}
