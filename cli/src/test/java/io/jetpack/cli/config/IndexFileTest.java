package io.jetpack.cli.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.jetpack.cli.StubDistribution;
import io.jetpack.cli.Transcript;
import io.jetpack.cli.node.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
class IndexFileTest {

  private static final Set<String> ELSEWHERE =
      Set.of("jetpack", "platform", "network", "cyclecloud.home", "cyclecloud.instance");

  @TempDir Path directory;

  private Path home;
  private Path node;
  private Path index;
  private StubDistribution distribution;

  @BeforeEach
  void layOut() throws IOException {
    home = Files.createDirectories(directory.toRealPath().resolve("a home"));
    distribution = new StubDistribution(home);
    Files.createDirectories(home.resolve("run"));
    ConfigCommandTest.writeNodeFile(home);
    node = home.resolve("config/node.json");
    index = home.resolve("run/config/index");
    age(Duration.ofHours(1));
  }

  private void age(Duration age) throws IOException {
    Files.setLastModifiedTime(node, FileTime.from(Instant.now().minus(age)));
  }

  private void refresh() throws IOException {
    new IndexFile(new Home(home)).refresh(home.toString(), ELSEWHERE);
  }

  private void write(String text) throws IOException {
    Files.writeString(node, text);
    age(Duration.ofHours(2));
    refresh();
  }

  private String quick(String... words) throws Exception {
    List<String> call = new ArrayList<>(List.of("config"));
    call.addAll(List.of(words));
    StubDistribution.Answer answer = distribution.run(call.toArray(String[]::new));
    assertThat(answer.err()).isEmpty();
    assertThat(answer.exitCode()).isZero();
    return answer.out();
  }

  @Test
  void every_answer_is_that_of_the_program() throws Exception {
    refresh();
    Set<String> keys = new TreeSet<>();
    Files.readAllLines(index).forEach(line -> keys.add(line.substring(1).replaceFirst("\t.*", "")));
    for (String key : List.copyOf(keys)) {
      keys.add(key + ".0");
      keys.add(key + ".none");
      keys.add(key.replaceFirst("\\.[^.]*$", ""));
      keys.add(key.substring(0, Math.max(0, key.length() - 1)));
    }
    keys.removeIf(
        key -> ELSEWHERE.stream().anyMatch(key::startsWith) || key.contains("config-index"));
    Transcript program = new Transcript(home);
    int answered = 0;
    for (String key : keys) {
      for (String[] words : new String[][] {{key}, {key, "a default"}}) {
        String[] call = Stream.concat(Stream.of("config"), Stream.of(words)).toArray(String[]::new);
        StubDistribution.Answer answer = distribution.run(call);
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
    refresh();
    assertThat(quick("cyclecloud.cluster.name")).isNotEqualTo(StubDistribution.JAVA);
    assertThat(quick("cyclecloud.cluster.name", "other"))
        .isEqualTo(quick("cyclecloud.cluster.name"));
    assertThat(quick("cyclecloud.cluster.autoscale.stop_enabled")).isIn("True\n", "False\n");
    assertThat(quick("roles")).startsWith("['");
    assertThat(quick("cyclecloud.none", "")).isEqualTo("\n");
    assertThat(quick("cyclecloud.none", " a  b \\n$x ")).isEqualTo(" a  b \\n$x \n");
    assertThat(quick("no.such.key", "1800")).isEqualTo("1800\n");
  }

  @Test
  void what_needs_the_program_is_left_to_it() throws Exception {
    refresh();
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
      assertThat(quick(words)).as("%s", List.of(words)).isEqualTo(StubDistribution.JAVA);
    }
  }

  @Test
  void the_parents_of_what_is_elsewhere_are_left_to_the_program() throws Exception {
    write("{}");
    assertThat(quick("cyclecloud", "x")).isEqualTo(StubDistribution.JAVA);
    assertThat(quick("cyclecloud.other", "x")).isEqualTo("x\n");
    assertThat(quick("cyclecloudx", "x")).isEqualTo("x\n");
  }

  @Test
  void odd_names_and_values_are_left_to_the_program() throws Exception {
    write(
        """
        {"a.b": 1, "a": {"b": 2, "c": "two\\nlines", "d": "tab\\there", "e": "\\ud800", "": 3,
         "f": {"g.h": {"i": 4}, "g": {"h": {"i": 5, "j": 6}}}, "=x": 7, "y\\tz": 8, "u": "żółw 日本",
         "back": "\\\\n \\\\t &", "space": "  x  ", "empty": ""}}
        """);
    for (String key : List.of("a.c", "a.d", "a.e", "a.f.g.h", "a.=x")) {
      assertThat(quick(key, "x")).as(key).isEqualTo(StubDistribution.JAVA);
    }
    assertThat(quick("a.b")).as("the longer name wins").isEqualTo("1\n");
    assertThat(quick("a.f.g.h.j")).isEqualTo("6\n");
    assertThat(quick("a.u")).isEqualTo("żółw 日本\n");
    assertThat(quick("a.back")).isEqualTo("\\n \\t &\n");
    assertThat(quick("a.space")).isEqualTo("  x  \n");
    assertThat(quick("a.empty")).isEqualTo("\n");
  }

  @Test
  void a_file_that_was_changed_or_replaced_is_not_answered_for() throws Exception {
    write("{\"k\": \"old\"}");
    assertThat(quick("k")).isEqualTo("old\n");
    FileTime time = Files.getLastModifiedTime(node);

    Files.writeString(node, "{\"k\": \"new\"}");
    assertThat(quick("k")).isEqualTo(StubDistribution.JAVA);
    refresh();
    assertThat(quick("k"))
        .as("it may change once more within the clock's grain")
        .isEqualTo("JAVA\n");
    age(Duration.ofSeconds(10));
    refresh();
    assertThat(quick("k")).isEqualTo("new\n");

    Path other = Files.writeString(home.resolve("config/other.json"), "{\"k\": \"other\"}");
    Files.setLastModifiedTime(other, time);
    write("{\"k\": \"old\"}");
    Files.setLastModifiedTime(node, time);
    refresh();
    assertThat(quick("k")).isEqualTo("old\n");
    Files.delete(node);
    Files.move(other, node);
    assertThat(Files.getLastModifiedTime(node)).isEqualTo(time);
    assertThat(quick("k")).as("another file of the same time").isEqualTo(StubDistribution.JAVA);
    refresh();
    assertThat(quick("k")).isEqualTo("other\n");

    Files.delete(node);
    assertThat(quick("k", "default")).isEqualTo(StubDistribution.JAVA);
  }

  @Test
  void a_file_that_can_not_be_read_right_has_no_index() throws Exception {
    for (String text : List.of("", "[]", "{\"k\": 1", "\uFEFF{\"k\": 1}", "{\"k\": 1} x")) {
      Files.deleteIfExists(index);
      Files.writeString(node, text);
      age(Duration.ofHours(2));
      assertThat(org.assertj.core.api.Assertions.catchThrowable(this::refresh)).isNotNull();
      assertThat(index).doesNotExist();
      assertThat(quick("k", "default")).isEqualTo(StubDistribution.JAVA);
      try (Stream<Path> left = Files.list(index.getParent())) {
        assertThat(left).isEmpty();
      }
    }
  }

  @Test
  void an_index_that_is_cut_or_of_another_program_is_not_believed() throws Exception {
    write("{\"k\": 1, \"l\": 2}");
    FileTime time = Files.getLastModifiedTime(index);
    List<String> lines = Files.readAllLines(index);
    assertThat(lines.getLast()).isEqualTo(".");
    Files.write(index, lines.subList(0, lines.size() - 1));
    Files.setLastModifiedTime(index, time);
    assertThat(quick("no", "default")).isEqualTo(StubDistribution.JAVA);
    assertThat(quick("k")).isEqualTo("1\n");

    List<String> others = new ArrayList<>(lines);
    others.set(0, lines.getFirst() + ".of-yesterday");
    Files.write(index, others);
    Files.setLastModifiedTime(index, time);
    assertThat(quick("k")).isEqualTo(StubDistribution.JAVA);

    Files.write(index, new byte[0]);
    Files.setLastModifiedTime(index, time);
    assertThat(quick("k", "default")).isEqualTo(StubDistribution.JAVA);
  }

  @Test
  void the_index_is_for_those_who_may_read_the_file() throws Exception {
    refresh();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(index)))
        .isEqualTo("rw-r-----");
    Files.setPosixFilePermissions(node, PosixFilePermissions.fromString("rw-------"));
    age(Duration.ofMinutes(5));
    refresh();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(index)))
        .isEqualTo("rw-------");
    Files.setPosixFilePermissions(node, PosixFilePermissions.fromString("rw-r--r--"));
    age(Duration.ofMinutes(4));
    refresh();
    assertThat(Files.readAllLines(index)).contains("w");
    assertThat(quick("cyclecloud.cluster.name")).isNotEqualTo(StubDistribution.JAVA);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(index)))
        .isEqualTo("rw-r-----");
  }

  @Test
  void people_are_warned_by_the_program() throws Exception {
    Files.setPosixFilePermissions(node, PosixFilePermissions.fromString("rw-r--r--"));
    refresh();
    // its stderr is a terminal then
    String[] call = {"script", "-qec", "bin/jetpack config cyclecloud.cluster.name", "/dev/null"};
    assertThat(distribution.call(call).out().replace("\r", "")).isEqualTo(StubDistribution.JAVA);
  }

  @Test
  void what_a_killed_program_has_left_is_removed() throws Exception {
    Path left = Files.createDirectories(index.getParent()).resolve(".left.index");
    Files.writeString(left, "x");
    refresh();
    assertThat(left).as("somebody may be writing it").exists();
    assertThat(quick("cyclecloud.none", "x")).isEqualTo("x\n");
    try (Stream<Path> all = Files.list(index.getParent())) {
      assertThat(all.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("index", "node.json", ".left.index");
    }
  }

  @Test
  void nothing_comes_of_a_home_that_can_not_be_written() throws Exception {
    Files.delete(home.resolve("run"));
    refresh();
    assertThat(home.resolve("run")).doesNotExist();
    assertThat(quick("cyclecloud.cluster.name")).isEqualTo(StubDistribution.JAVA);
  }

  @Test
  void without_awk_the_program_is_asked() throws Exception {
    refresh();
    Path bin = Files.createDirectories(directory.resolve("bin"));
    for (String name : List.of("sh", "readlink")) {
      Files.createSymbolicLink(bin.resolve(name), Path.of("/bin", name));
    }
    distribution.variable("PATH", bin.toString());
    assertThat(quick("cyclecloud.cluster.name")).isEqualTo(StubDistribution.JAVA);
  }

  @Test
  void a_full_stdout_is_told_by_the_program() throws Exception {
    refresh();
    for (String words : List.of("cyclecloud.cluster.name", "cyclecloud.none default")) {
      StubDistribution.Answer answer =
          distribution.call("sh", "-c", "bin/jetpack config " + words + " >/dev/full");
      assertThat(answer.err()).as("of the stub's echo").contains("echo: I/O error");
      assertThat(answer.exitCode()).isNotZero();
    }
  }

  @Test
  void an_installed_program_finds_the_home_that_it_lies_in() throws Exception {
    Path version = Files.createDirectories(home.resolve("system/versions/1"));
    StubDistribution installed = new StubDistribution(version);
    new IndexFile(new Home(home)).refresh(version.toString(), ELSEWHERE);
    assertThat(installed.run("config", "no.such", "default").out()).isEqualTo("default\n");
    assertThat(
            installed
                .variable("CYCLECLOUD_HOME", version.toString())
                .run("config", "no.such", "default")
                .out())
        .isEqualTo(StubDistribution.JAVA);
  }
}
