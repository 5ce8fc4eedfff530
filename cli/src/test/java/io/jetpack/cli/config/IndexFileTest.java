package io.jetpack.cli.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jetpack.cli.StubDistribution;
import io.jetpack.cli.node.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** When there is an index that the launcher believes. */
@Timeout(120)
class IndexFileTest {

  @TempDir Path directory;

  private IndexedNode node;

  @BeforeEach
  void layOut() throws IOException {
    node = new IndexedNode(directory);
  }

  @Test
  void a_file_that_was_changed_or_replaced_is_not_answered_for() throws Exception {
    node.write("{\"k\": \"old\"}");
    assertThat(node.quick("k")).isEqualTo("old\n");
    FileTime time = Files.getLastModifiedTime(node.file);

    Files.writeString(node.file, "{\"k\": \"new\"}");
    assertThat(node.quick("k")).isEqualTo(StubDistribution.JAVA);
    node.refresh();
    assertThat(node.quick("k"))
        .as("it may change once more within the clock's grain")
        .isEqualTo("JAVA\n");
    node.age(Duration.ofSeconds(10));
    node.refresh();
    assertThat(node.quick("k")).isEqualTo("new\n");

    Path other = Files.writeString(node.home.resolve("config/other.json"), "{\"k\": \"other\"}");
    Files.setLastModifiedTime(other, time);
    node.write("{\"k\": \"old\"}");
    Files.setLastModifiedTime(node.file, time);
    node.refresh();
    assertThat(node.quick("k")).isEqualTo("old\n");
    Files.delete(node.file);
    Files.move(other, node.file);
    assertThat(Files.getLastModifiedTime(node.file)).isEqualTo(time);
    assertThat(node.quick("k"))
        .as("another file of the same time")
        .isEqualTo(StubDistribution.JAVA);
    node.refresh();
    assertThat(node.quick("k")).isEqualTo("other\n");

    Files.delete(node.file);
    assertThat(node.quick("k", "default")).isEqualTo(StubDistribution.JAVA);
  }

  @Test
  void a_file_that_can_not_be_read_right_has_no_index() throws Exception {
    for (String text : List.of("", "[]", "{\"k\": 1", "\uFEFF{\"k\": 1}", "{\"k\": 1} x")) {
      Files.deleteIfExists(node.index);
      Files.writeString(node.file, text);
      node.age(Duration.ofHours(2));
      assertThat(org.assertj.core.api.Assertions.catchThrowable(node::refresh)).isNotNull();
      assertThat(node.index).doesNotExist();
      assertThat(node.quick("k", "default")).isEqualTo(StubDistribution.JAVA);
      try (Stream<Path> left = Files.list(node.index.getParent())) {
        assertThat(left).isEmpty();
      }
    }
  }

  @Test
  void an_index_that_is_cut_or_of_another_program_is_not_believed() throws Exception {
    node.write("{\"k\": 1, \"l\": 2}");
    FileTime time = Files.getLastModifiedTime(node.index);
    List<String> lines = Files.readAllLines(node.index);
    assertThat(lines.getLast()).isEqualTo(".");
    Files.write(node.index, lines.subList(0, lines.size() - 1));
    Files.setLastModifiedTime(node.index, time);
    assertThat(node.quick("no", "default")).isEqualTo(StubDistribution.JAVA);
    assertThat(node.quick("k")).isEqualTo("1\n");

    List<String> others = new ArrayList<>(lines);
    others.set(0, lines.getFirst() + ".of-yesterday");
    Files.write(node.index, others);
    Files.setLastModifiedTime(node.index, time);
    assertThat(node.quick("k")).isEqualTo(StubDistribution.JAVA);
    node.refresh();
    assertThat(node.quick("k")).as("written anew").isEqualTo("1\n");
    time = Files.getLastModifiedTime(node.index);

    Files.write(node.index, new byte[0]);
    Files.setLastModifiedTime(node.index, time);
    assertThat(node.quick("k", "default")).isEqualTo(StubDistribution.JAVA);
  }

  @Test
  void the_index_is_for_those_who_may_read_the_file() throws Exception {
    node.refresh();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(node.index)))
        .isEqualTo("rw-r-----");
    Files.setPosixFilePermissions(node.file, PosixFilePermissions.fromString("rw-------"));
    node.age(Duration.ofMinutes(5));
    node.refresh();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(node.index)))
        .isEqualTo("rw-------");
    Files.setPosixFilePermissions(node.file, PosixFilePermissions.fromString("rw-r--r--"));
    node.age(Duration.ofMinutes(4));
    node.refresh();
    assertThat(Files.readAllLines(node.index)).contains("w");
    assertThat(node.quick("cyclecloud.cluster.name")).isNotEqualTo(StubDistribution.JAVA);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(node.index)))
        .isEqualTo("rw-r-----");
  }

  @Test
  void what_a_killed_program_has_left_is_removed() throws Exception {
    Path left = Files.createDirectories(node.index.getParent()).resolve(".left.index");
    Files.writeString(left, "x");
    node.refresh();
    assertThat(left).as("somebody may be writing it").exists();
    assertThat(node.quick("cyclecloud.none", "x")).isEqualTo("x\n");
    try (Stream<Path> all = Files.list(node.index.getParent())) {
      assertThat(all.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("index", "node.json", ".left.index");
    }
  }

  @Test
  void nothing_comes_of_a_home_that_can_not_be_written() throws Exception {
    Files.delete(node.home.resolve("run"));
    node.refresh();
    assertThat(node.home.resolve("run")).doesNotExist();
    assertThat(node.quick("cyclecloud.cluster.name")).isEqualTo(StubDistribution.JAVA);
  }

  @Test
  void where_run_is_on_another_file_system_the_file_is_compared_with_a_copy() throws Exception {
    Path memory = Path.of("/dev/shm");
    assumeTrue(Files.isWritable(memory), "there is no other file system");
    Path run = Files.createTempDirectory(memory, "index");
    try {
      Path settings = node.home.resolve("config/jetpack.toml");
      Files.writeString(settings, "[node]\nrun = \"%s\"\n".formatted(run));
      IndexFile index = new IndexFile(Home.of(node.home, settings, Map.of()));
      Files.writeString(node.file, "{\"k\": \"old\", \"n\": 1}");
      node.age(Duration.ofHours(2));
      index.refresh(node.home.toString(), () -> IndexedNode.ELSEWHERE);
      assertThat(node.quick("k")).isEqualTo("old\n");
      assertThat(node.home.resolve("run/config")).doesNotExist();

      FileTime time = Files.getLastModifiedTime(node.file);
      for (String changed : List.of("{\"k\": \"new\", \"n\": 1}", "{\"k\": \"old\", \"n\": 1.0}")) {
        Files.writeString(node.file, changed);
        Files.setLastModifiedTime(node.file, time);
        assertThat(node.quick("k")).as(changed).isEqualTo(StubDistribution.JAVA);
      }
      index.refresh(node.home.toString(), () -> IndexedNode.ELSEWHERE);
      assertThat(node.quick("k")).isEqualTo("old\n");
      try (Stream<Path> files = Files.list(run.resolve("config"))) {
        assertThat(files.map(file -> String.valueOf(file.getFileName())))
            .containsExactlyInAnyOrder("index", "node.json");
      }
    } finally {
      for (String name : List.of("config/index", "config/node.json", "config", "")) {
        Files.deleteIfExists(run.resolve(name));
      }
    }
  }
}
