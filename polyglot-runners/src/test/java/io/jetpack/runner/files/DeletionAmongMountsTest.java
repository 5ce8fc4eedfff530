package io.jetpack.runner.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing that is mounted is ever deleted, whenever it is mounted. */
@Timeout(120)
class DeletionAmongMountsTest {

  /** The mounts of this are not seen outside, and go with its process, which does not hang. */
  private static final List<String> NAMESPACE =
      List.of("timeout", "--kill-after=1", "100", "unshare", "--mount", "--propagation", "private");

  @TempDir Path scratch;

  @BeforeEach
  void only_root_mounts() throws Exception {
    List<String> words = new ArrayList<>(NAMESPACE);
    words.add("true");
    boolean root = "root".equals(System.getProperty("user.name"));
    assumeTrue(
        root && new ProcessBuilder(words).start().waitFor() == 0,
        "only root can make a mount namespace");
  }

  private List<String> lines(String scenario, String... options) throws Exception {
    List<String> words = new ArrayList<>(NAMESPACE);
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.add("--enable-native-access=ALL-UNNAMED");
    words.addAll(List.of(options));
    words.add("-cp");
    words.add(System.getProperty("java.class.path"));
    words.add(DeletionAmongMounts.class.getName());
    Path real = scratch.toRealPath();
    words.addAll(List.of(real.toString(), scenario));
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said.replace(real.toString(), "SCRATCH").lines().toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"standing", "standing-plain"})
  void what_is_mounted_is_left_and_told(String scenario) throws Exception {
    assertThat(lines(scenario))
        .hasSize(6)
        .satisfiesExactly(
            bind ->
                assertThat(bind)
                    .matches(
                        "'SCRATCH/tree/bind' is a mount point \\(.*'.*/victim' of '.*'\\) and is left as"
                            + " it is; unmount it with umount 'SCRATCH/tree/bind'"),
            nested ->
                assertThat(nested)
                    .matches(
                        "'SCRATCH/tree/nested/deep' is a mount point \\(tmpfs, 'tmpfs'\\) and is left as"
                            + " it is; unmount it with umount -R 'SCRATCH/tree/nested/deep'"),
            file -> assertThat(file).startsWith("'SCRATCH/tree/x/file' is a mount point ("),
            tmpfs ->
                assertThat(tmpfs).startsWith("'SCRATCH/tree/x/tmpfs' is a mount point (tmpfs, "),
            itself -> assertThat(itself).startsWith("'SCRATCH/tree' is a mount point ("),
            last -> assertThat(last).isEqualTo("saw 4"));
  }

  @Test
  void it_is_so_on_an_overlay_file_system_too() throws Exception {
    assertThat(lines("layers"))
        .satisfiesExactly(
            bind -> assertThat(bind).startsWith("'SCRATCH/seen/tree/bind' is a mount point ("),
            last -> assertThat(last).isEqualTo("saw 1"));
  }

  @Test
  void what_is_mounted_while_a_tree_is_deleted_loses_nothing() throws Exception {
    List<String> lines = lines("meanwhile");
    assertThat(lines).hasSize(1);
    assertThat(lines.getFirst()).startsWith("saw ");
    // some of the rounds have met a mount, or the test shows nothing
    assertThat(Integer.parseInt(lines.getFirst().substring(4))).isPositive();
  }

  /** Before Linux 5.8 the kernel says it in another place. */
  @Test
  void the_same_where_statx_does_not_name_the_mount() throws Exception {
    List<String> lines = lines("meanwhile", "-Djetpack.c_library.without=statx");
    assertThat(lines).hasSize(1);
    assertThat(lines.getFirst()).startsWith("saw ").isNotEqualTo("saw 0");
  }
}
