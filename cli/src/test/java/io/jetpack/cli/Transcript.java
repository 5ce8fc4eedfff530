package io.jetpack.cli;

import io.jetpack.cli.program.Jetpack;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Calls the program as a user does, in a home of its own, and writes down all that is seen. */
public final class Transcript {

  /** What one call left. */
  public record Call(int exitCode, String out, String err) {}

  private final Path home;
  private final Map<String, String> environment = new HashMap<>();
  private final StringBuilder text = new StringBuilder();
  private final Map<String, String> replacements = new LinkedHashMap<>();
  private String terminals = "";
  private byte[] input = {};

  public Transcript(Path home) {
    this.home = home;
    environment.put("PATH", System.getenv("PATH"));
    environment.put("CYCLECLOUD_HOME", home.toString());
  }

  public Transcript variable(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** Says which streams are terminals: {@code out}, {@code err}, {@code out,err}. */
  public Transcript terminals(String names) {
    terminals = names;
    return this;
  }

  /** What the program reads from its standard input from now on. */
  public Transcript input(byte[] bytes) {
    input = bytes.clone();
    return this;
  }

  /** Writes a file below the home. */
  public Path file(String name, String content) {
    try {
      Path file = home.resolve(name);
      Files.createDirectories(file.getParent());
      return Files.writeString(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a check in Bash into the home's folder of checks. */
  public Path check(String name, String body) {
    return file("config/healthcheck.d/" + name, "#!/bin/bash\n" + body + "\n");
  }

  public Call run(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        new Jetpack(environment, terminals)
            .run(
                new ByteArrayInputStream(input),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                args);
    Call call =
        new Call(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    write(List.of(args), call);
    return call;
  }

  private void write(List<String> args, Call call) {
    text.append("$ jetpack");
    args.forEach(word -> text.append(' ').append(quoted(word)));
    text.append("\n").append(call.out());
    call.err().lines().forEach(line -> text.append("stderr| ").append(line).append('\n'));
    text.append("[exit ").append(call.exitCode()).append("]\n\n");
  }

  private static String quoted(String word) {
    return word.matches("[\\w./=,-]+") ? word : "'" + word + "'";
  }

  /** Says what else differs from run to run, and what stands for it in the golden file. */
  public Transcript replacing(String seen, String shown) {
    replacements.put(seen, shown);
    return this;
  }

  /** Compares everything with a golden file; what differs from run to run is made the same. */
  public void matches(String golden) {
    String written = text.toString().replace(home.toString(), "HOME");
    for (Map.Entry<String, String> replacement : replacements.entrySet()) {
      written = written.replace(replacement.getKey(), replacement.getValue());
    }
    String seen =
        written
            .replaceAll(" +\\d+\\.\\d\\d s", "  0.00 s")
            .replaceAll("(_seconds\": )\\d+\\.\\d+", "$10.000000")
            .replaceAll("\\d{4}-\\d\\d-\\d\\d \\d\\d:[^,;\\n]*?UTC\\)?", "TIME")
            .replaceAll("by operator( \\([^)]+\\))?", "by operator (PROGRAM)")
            .replaceAll("\\(process \\d+", "(process 4711")
            .replaceAll("(_at|[a-z]+ at {2,})( +)\\d{4}-\\d\\d-\\S+Z", "$1$2TIME")
            .stripTrailing();
    Golden.compare("transcripts/" + golden + ".txt", seen + "\n");
  }
}
