package io.jetpack.cli.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.jetpack.cli.StubDistribution;
import io.jetpack.cli.Transcript;
import io.jetpack.cli.node.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the launcher answers out of the index, beside what the program says. */
@Timeout(120)
class QuickConfigTest {

  @TempDir Path directory;

  private IndexedNode node;

  @BeforeEach
  void layOut() throws IOException {
    node = new IndexedNode(directory);
  }

  @Test
  void every_answer_is_that_of_the_program() throws Exception {
    node.refresh();
    Set<String> keys = new TreeSet<>();
    Files.readAllLines(node.index)
        .forEach(line -> keys.add(line.substring(1).replaceFirst("\t.*", "")));
    for (String key : List.copyOf(keys)) {
      keys.add(key + ".0");
      keys.add(key + ".none");
      keys.add(key.replaceFirst("\\.[^.]*$", ""));
      keys.add(key.substring(0, Math.max(0, key.length() - 1)));
    }
    keys.removeIf(key ->
        IndexedNode.ELSEWHERE.stream().anyMatch(key::startsWith) || key.contains("config-index"));
    Transcript program = new Transcript(node.home);
    int answered = 0;
    for (String key : keys) {
      for (String[] words : new String[][] {{key}, {key, "a default"}}) {
        String[] call = Stream.concat(Stream.of("config"), Stream.of(words)).toArray(String[]::new);
        StubDistribution.Answer answer = node.distribution.run(call);
        if (answer.isQuick()) {
          answered++;
          Transcript.Call said = program.run(call);
          assertThat(answer.out()).as("%s", List.of(words)).isEqualTo(said.out());
          assertThat(answer.exitCode()).isEqualTo(said.exitCode());
        }
      }
    }
    assertThat(answered).isGreaterThan(60);
  }

  @Test
  void plain_values_and_defaults_need_no_java() throws Exception {
    node.refresh();
    assertThat(node.quick("cyclecloud.cluster.name")).isNotEqualTo(StubDistribution.JAVA);
    assertThat(node.quick("cyclecloud.cluster.name", "other"))
        .isEqualTo(node.quick("cyclecloud.cluster.name"));
    assertThat(node.quick("cyclecloud.cluster.autoscale.stop_enabled")).isIn("True\n", "False\n");
    assertThat(node.quick("roles")).startsWith("['");
    assertThat(node.quick("cyclecloud.none", "")).isEqualTo("\n");
    assertThat(node.quick("cyclecloud.none", " a  b \\n$x ")).isEqualTo(" a  b \\n$x \n");
    assertThat(node.quick("no.such.key", "1800")).isEqualTo("1800\n");
  }

  @Test
  void what_needs_the_program_is_left_to_it() throws Exception {
    node.refresh();
    for (String[] words :
        new String[][] {
          {},
          {""},
          {"cyclecloud.none"},
          {"cyclecloud"},
          {"cyclecloud.cluster"},
          {"roles.0"},
          {"roles.none", "x"},
          {"platform.x", "x"},
          {"platform", "x"},
          {"jetpack.version", "x"},
          {"cyclecloud.home", "x"},
          {"cyclecloud.instance.id", "x"},
          {"cyclecloud.none", "-1"},
          {"cyclecloud.cluster.name", "--json"},
          {"--json", "cyclecloud.cluster.name"},
          {"cyclecloud.cluster.name", "x", "--json"},
          {"cyclecloud.cluster.name", "x", "y"},
          {"żółw.日本"},
          {"cyclecloud.cluster.name\n"},
          {"*"},
          {"--help"},
        }) {
      assertThat(node.quick(words)).as("%s", List.of(words)).isEqualTo(StubDistribution.JAVA);
    }
  }

  @Test
  void the_parents_of_what_is_elsewhere_are_left_to_the_program() throws Exception {
    node.write("{}");
    assertThat(node.quick("cyclecloud", "x")).isEqualTo(StubDistribution.JAVA);
    assertThat(node.quick("cyclecloud.other", "x")).isEqualTo("x\n");
    assertThat(node.quick("cyclecloudx", "x")).isEqualTo("x\n");
  }

  @Test
  void odd_names_and_values_are_left_to_the_program() throws Exception {
    node.write(
        """
        {"a.b": 1, "a": {"b": 2, "c": "two\\nlines", "d": "tab\\there", "e": "\\ud800", "": 3,
         "f": {"g.h": {"i": 4}, "g": {"h": {"i": 5, "j": 6}}}, "=x": 7, "y\\tz": 8, "u": "żółw 日本",
         "back": "\\\\n \\\\t &", "space": "  x  ", "empty": ""}}
        """);
    for (String key : List.of("a.c", "a.d", "a.e", "a.f.g.h", "a.=x")) {
      assertThat(node.quick(key, "x")).as(key).isEqualTo(StubDistribution.JAVA);
    }
    assertThat(node.quick("a.b")).as("the longer name wins").isEqualTo("1\n");
    assertThat(node.quick("a.f.g.h.j")).isEqualTo("6\n");
    assertThat(node.quick("a.u")).isEqualTo("żółw 日本\n");
    assertThat(node.quick("a.back")).isEqualTo("\\n \\t &\n");
    assertThat(node.quick("a.space")).isEqualTo("  x  \n");
    assertThat(node.quick("a.empty")).isEqualTo("\n");
  }

  @Test
  void people_are_warned_by_the_program() throws Exception {
    Files.setPosixFilePermissions(node.file, PosixFilePermissions.fromString("rw-r--r--"));
    node.refresh();
    // its stderr is a terminal then
    String[] call = {"script", "-qec", "bin/jetpack config cyclecloud.cluster.name", "/dev/null"};
    assertThat(node.distribution.call(call).out().replace("\r", ""))
        .isEqualTo(StubDistribution.JAVA);
  }

  @Test
  void without_awk_the_program_is_asked() throws Exception {
    node.refresh();
    Path bin = Files.createDirectories(node.home.resolveSibling("bin"));
    for (String name : List.of("sh", "readlink")) {
      Files.createSymbolicLink(bin.resolve(name), Path.of("/bin", name));
    }
    node.distribution.variable("PATH", bin.toString());
    assertThat(node.quick("cyclecloud.cluster.name")).isEqualTo(StubDistribution.JAVA);
  }

  @Test
  void a_full_stdout_is_told_by_the_program() throws Exception {
    node.refresh();
    for (String words : List.of("cyclecloud.cluster.name", "cyclecloud.none default")) {
      StubDistribution.Answer answer =
          node.distribution.call("sh", "-c", "bin/jetpack config " + words + " >/dev/full");
      assertThat(answer.err()).as("of the stub's echo").contains("echo: I/O error");
      assertThat(answer.exitCode()).isNotZero();
    }
  }

  @Test
  void an_installed_program_finds_the_home_that_it_lies_in() throws Exception {
    Path version = Files.createDirectories(node.home.resolve("system/versions/1"));
    StubDistribution installed = new StubDistribution(version);
    new IndexFile(new Home(node.home)).refresh(version.toString(), () -> IndexedNode.ELSEWHERE);
    assertThat(installed.run("config", "no.such", "default").out()).isEqualTo("default\n");
    assertThat(
            installed
                .variable("CYCLECLOUD_HOME", version.toString())
                .run("config", "no.such", "default")
                .out())
        .isEqualTo(StubDistribution.JAVA);
  }
}
