package io.jetpack.samples.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What is measured.
 *
 * @param checks the folder of the sample checks
 * @param scratch an empty folder for everything that is written
 */
record Samples(Path checks, Path scratch) {

  /** The interpreter that is compared with, whatever else is on the PATH. */
  private static final String PYTHON3 = "/usr/bin/python3";

  private static final double SHARE = 1.0 / 5;
  private static final double SHARE_WITH_SUBPROCESS = 1;

  private static final String EMPTY = "#!/usr/bin/env python3\n";
  private static final String SUBPROCESS =
      """
      #!/usr/bin/env python3
      import subprocess
      import sys

      sys.exit(subprocess.run(["/bin/true"]).returncode)
      """;

  Samples {
    checks = checks.toAbsolutePath().normalize();
    scratch = scratch.toAbsolutePath().normalize();
  }

  List<Path> bash() throws IOException {
    return endingWith(".sh");
  }

  List<PythonSample> python() throws IOException {
    List<PythonSample> samples = new ArrayList<>();
    samples.add(written("(empty script)", "empty.py", EMPTY, SHARE));
    for (Path script : endingWith(".py")) {
      String text = Files.readString(script);
      double limit = text.contains("import subprocess") ? SHARE_WITH_SUBPROCESS : SHARE;
      samples.add(sample(name(script), script, text, limit));
    }
    samples.add(
        written("(starts /bin/true)", "subprocess.d.py", SUBPROCESS, SHARE_WITH_SUBPROCESS));
    return samples;
  }

  private PythonSample written(String name, String file, String text, double limit)
      throws IOException {
    return sample(name, Files.writeString(scratch.resolve(file), text), text, limit);
  }

  private PythonSample sample(String name, Path script, String text, double limit)
      throws IOException {
    Path folder = Files.createDirectories(scratch.resolve("python3"));
    String body = text.substring(text.indexOf('\n'));
    Path copy = Files.writeString(folder.resolve(name(script)), "#!" + PYTHON3 + body);
    return new PythonSample(name, script, copy, limit);
  }

  /** Makes that many Python checks, copies of the samples. */
  List<Path> manyPythonChecks(int count) throws IOException {
    Path folder = Files.createDirectories(scratch.resolve("many"));
    List<Path> originals = endingWith(".py");
    List<Path> copies = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Path original = originals.get(i % originals.size());
      copies.add(
          Files.writeString(folder.resolve(i + "_" + name(original)), Files.readString(original)));
    }
    return copies;
  }

  /** The environment of each run; what the samples remember goes to the scratch folder. */
  Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>();
    environment.put("PATH", "/usr/bin:/bin");
    environment.put("LANG", "C.UTF-8");
    environment.put("OOM_KILLS_STATE_DIR", scratch.toString());
    environment.put("MOUNT_HANGS_LOCK_DIR", scratch.resolve("locks").toString());
    return environment;
  }

  static String name(Path script) {
    return String.valueOf(script.getFileName());
  }

  private List<Path> endingWith(String ending) throws IOException {
    try (Stream<Path> files = Files.list(checks)) {
      return files.filter(file -> name(file).endsWith(ending)).sorted().toList();
    }
  }
}
