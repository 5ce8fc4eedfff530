package io.jetpack.runner.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** By a user whom modes keep out, and in a process that may open few files. */
@Timeout(120)
class DeletionByOthersTest {

  private static final boolean ROOT = "root".equals(System.getProperty("user.name"));

  @TempDir Path scratch;

  /** Whoever runs it may not be let into the checkout. */
  @BeforeEach
  void bring_the_program_where_everybody_can_read_it() throws Exception {
    for (Class<?> each : List.of(TreeDeletion.class, DeletionProgram.class)) {
      Path classes = Path.of(each.getProtectionDomain().getCodeSource().getLocation().toURI());
      for (String name : List.of("files", "libc")) {
        copy(classes, Path.of("io/jetpack/runner").resolve(name));
      }
    }
    shell("chmod -R a+rX " + scratch);
  }

  private void copy(Path classes, Path directory) throws IOException {
    if (Files.notExists(classes.resolve(directory))) {
      return;
    }
    Path target = Files.createDirectories(scratch.resolve("classes").resolve(directory));
    try (Stream<Path> found = Files.list(classes.resolve(directory))) {
      for (Path file : found.filter(Files::isRegularFile).toList()) {
        Path _ = Files.copy(file, target.resolve(file.getFileName()));
      }
    }
  }

  private static String run(List<String> words) throws Exception {
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said.strip();
  }

  private static String shell(String script) throws Exception {
    return run(List.of("sh", "-ec", script));
  }

  /** As an ordinary user, to whom the whole tree belongs. */
  private String deleted(int openFiles, Path tree) throws Exception {
    if (ROOT) {
      shell("chown -R 65534:65534 " + tree);
    }
    return deletedAsItIs(openFiles, tree);
  }

  private String deletedAsItIs(int openFiles, Path tree) throws Exception {
    List<String> words = new ArrayList<>();
    if (ROOT) {
      words.addAll(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
    }
    words.addAll(
        List.of(
            "sh",
            "-c",
            "ulimit -n " + openFiles + "; exec \"$@\"",
            "sh",
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            scratch.resolve("classes").toString(),
            DeletionProgram.class.getName(),
            tree.toString()));
    return run(words);
  }

  /** A place that belongs to whoever deletes, with a tree in it. */
  private Path tree(String script) throws Exception {
    Path place = Files.createDirectory(scratch.resolve("place"));
    if (ROOT) {
      shell("chown 65534:65534 " + place);
    }
    Path tree = Files.createDirectory(place.resolve("tree"));
    shell("cd " + tree + "; " + script);
    return tree;
  }

  @Test
  void directories_that_keep_their_owner_out_go() throws Exception {
    Path tree =
        tree(
            "for mode in 000 100 200 300 400 500 600; do mkdir -p $mode/sub/dir $mode/empty;"
                + " touch $mode/file $mode/sub/file; chmod $mode $mode/sub/dir $mode/sub $mode; done;"
                + " chmod 0 .");
    assertThat(deleted(100, tree)).isEqualTo("Complete[removed=43]");
    assertThat(tree).doesNotExist();
  }

  @Test
  void they_go_also_where_they_lie_deep() throws Exception {
    Path tree =
        tree(
            "p=.; for i in $(seq 80); do p=$p/d; mkdir $p; done; mkdir -p $p/e/f; touch $p/e/f/g;"
                + " for i in $(seq 80); do chmod $((i % 8))00 $p; p=${p%/d}; done");
    assertThat(deleted(100, tree)).isEqualTo("Complete[removed=84]");
  }

  @Test
  void few_open_files_are_enough() throws Exception {
    Path tree =
        tree("p=.; for i in $(seq 200); do p=$p/d; mkdir $p; touch $p/f; done; ln -s / $p/l");
    assertThat(deleted(24, tree)).isEqualTo("Complete[removed=402]");
  }

  @Test
  void what_belongs_to_others_stays_and_is_told() throws Exception {
    assumeTrue(ROOT, "only root makes files of others");
    Path tree = tree("mkdir theirs; touch theirs/file ours; chown 65534:65534 . ours");
    Path file = tree.resolve("theirs/file");
    assertThat(deletedAsItIs(100, tree))
        .isEqualTo(
            "Partial[removed=1, remainders=['%s' cannot be deleted: permission denied], left=1]"
                .formatted(file.toRealPath()));
    assertThat(file).exists();
  }
}
