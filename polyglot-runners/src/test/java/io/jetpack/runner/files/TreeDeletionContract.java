package io.jetpack.runner.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jetpack.runner.files.DeletionResult.Complete;
import io.jetpack.runner.files.DeletionResult.Partial;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What holds for both ways to delete a tree. */
@Timeout(120)
abstract class TreeDeletionContract {

  @TempDir Path scratch;

  abstract DeletionResult delete(Path tree);

  abstract DeletionResult delete(Path tree, String last);

  private static void shell(Path directory, String script) throws Exception {
    Process process =
        new ProcessBuilder("sh", "-ec", script)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }

  private Path tree() {
    return scratch.resolve("tree");
  }

  /** Files outside of the tree, which have to be there afterwards. */
  private Path outside() throws IOException {
    Path outside = Files.createDirectories(scratch.resolve("outside/below"));
    Files.writeString(outside.resolve("file"), "precious");
    return scratch.resolve("outside");
  }

  private static void assertIntact(Path outside) {
    assertThat(outside.resolve("below/file")).hasContent("precious");
  }

  @Test
  void nothing_there_is_fine() throws Exception {
    assertThat(delete(tree())).isEqualTo(new Complete(0));
    assertThat(delete(tree().resolve("a/b"))).isEqualTo(new Complete(0));
  }

  @Test
  void a_file_and_an_empty_directory_go() throws Exception {
    Files.writeString(tree(), "x");
    assertThat(delete(tree())).isEqualTo(new Complete(1));
    Files.createDirectory(tree());
    assertThat(delete(tree())).isEqualTo(new Complete(1));
    assertThat(tree()).doesNotExist();
  }

  @Test
  void links_go_and_what_they_lead_to_stays() throws Exception {
    Path outside = outside();
    Files.createDirectories(tree().resolve("a"));
    for (Path target : List.of(outside, outside.resolve("below/file"), Path.of("/nowhere"))) {
      Files.createSymbolicLink(tree().resolve("a/" + target.getFileName()), target);
    }
    assertThat(delete(tree())).isEqualTo(new Complete(5));
    Files.createSymbolicLink(tree(), outside);
    assertThat(delete(tree())).isEqualTo(new Complete(1));
    assertThat(Files.exists(tree(), LinkOption.NOFOLLOW_LINKS)).isFalse();
    assertIntact(outside);
  }

  @Test
  void everything_in_it_goes() throws Exception {
    Path outside = outside();
    Files.createDirectory(tree());
    shell(
        tree(),
        "mkdir -p a/b/c 'with blank' \"$(printf 'line\\nfeed')\"; touch a/f a/b/.hidden 'with blank/..x';"
            + " mkfifo a/fifo; ln ../outside/below/file a/hard");
    assertThat(delete(tree())).isEqualTo(new Complete(11));
    assertThat(tree()).doesNotExist();
    assertIntact(outside);
  }

  @Test
  void names_that_are_of_no_charset_go() throws Exception {
    Files.createDirectory(tree());
    shell(tree(), "d=$(printf 'a\\377b'); mkdir \"$d\"; touch \"$d/$(printf '\\200')\"");
    assertThat(delete(tree())).isEqualTo(new Complete(3));
    assertThat(tree()).doesNotExist();
  }

  @Test
  void the_depth_of_a_tree_does_not_matter() throws Exception {
    Files.createDirectory(tree());
    shell(
        tree(),
        """
        touch beside
        python3 - <<'END'
        import os
        for _ in range(10000):
            os.mkdir("d")
            open("f", "w").close()
            os.chdir("d")
        END
        """);
    assertThat(delete(tree())).isEqualTo(new Complete(1 + 1 + 20_000));
    assertThat(tree()).doesNotExist();
  }

  @Test
  void many_subtrees_that_are_deep_go_too() throws Exception {
    Files.createDirectory(tree());
    shell(
        tree(),
        "p=x; for i in 1 2 3 4 5 6; do p=$p/$p; [ ${#p} -gt 90 ] && break; done;"
            + " for a in 1 2 3; do for b in 1 2 3; do for c in 1 2 3; do mkdir -p $a/$p/$b/$p/$c/$p;"
            + " done; done; done");
    assertThat(delete(tree()).isComplete()).isTrue();
    assertThat(tree()).doesNotExist();
  }

  @Test
  void a_directory_with_very_many_entries_goes() throws Exception {
    Files.createDirectory(tree());
    shell(tree(), "seq 50000 | xargs touch; mkdir sub; cd sub; seq 50000 | xargs touch");
    assertThat(delete(tree())).isEqualTo(new Complete(100_002));
  }

  @Test
  void what_is_made_meanwhile_goes_or_is_told() throws Exception {
    Files.createDirectory(tree());
    shell(tree(), "seq 3000 | xargs touch");
    CountDownLatch begun = new CountDownLatch(1);
    Thread maker =
        Thread.ofPlatform()
            .name("maker")
            .start(() -> {
              try {
                for (long i = 0; ; i++) {
                  Files.createFile(tree().resolve("new-" + i));
                  begun.countDown();
                }
              } catch (IOException e) {
                // the directory is gone
              }
            });
    assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
    DeletionResult first = delete(tree());
    while (delete(tree()) instanceof Partial) {
      Thread.onSpinWait();
    }
    maker.join();
    assertThat(first.removed()).isGreaterThanOrEqualTo(3000);
    assertThat(tree()).doesNotExist();
  }

  @Test
  void an_interrupt_ends_it_and_stays() throws Exception {
    Files.createDirectories(tree().resolve("a/b"));
    Thread.currentThread().interrupt();
    DeletionResult result = delete(tree());
    assertThat(Thread.interrupted()).isTrue();
    assertThat(result).isInstanceOf(Partial.class);
    assertThat(((Partial) result).words())
        .isEqualTo("'%s' is deleted in part only: it was interrupted".formatted(real(tree())));
    assertThat(delete(tree()).isComplete()).isTrue();
  }

  @Test
  void what_the_system_refuses_stays_and_the_rest_goes() throws Exception {
    Files.createDirectories(tree().resolve("a/b"));
    Path immutable = Files.createFile(tree().resolve("a/b/immutable"));
    Files.createFile(tree().resolve("a/plain"));
    Process chattr =
        new ProcessBuilder("chattr", "+i", immutable.toString()).redirectErrorStream(true).start();
    assumeTrue(chattr.waitFor() == 0, "only root can make files immutable, and not everywhere");
    DeletionResult result;
    try {
      result = delete(tree());
    } finally {
      shell(scratch, "chattr -i tree/a/b/immutable");
    }
    assertThat(result)
        .isEqualTo(
            new Partial(
                1, List.of(Remainder.refused(real(immutable), "operation not permitted")), 1));
    try (Stream<Path> left = Files.walk(tree())) {
      assertThat(left).hasSize(4);
    }
    assertThat(delete(tree())).isEqualTo(new Complete(4));
  }

  /** Whatever the order is in which they are listed. */
  @Test
  void a_file_that_is_to_go_last_stays_as_long_as_anything_does() throws Exception {
    List<String> names = List.of("a", "b", "c", "d", "e", "f");
    Files.createDirectories(tree().resolve("below"));
    for (String name : names) {
      Files.createFile(tree().resolve(name));
      Files.createFile(tree().resolve("below").resolve(name));
    }
    Path immutable = Files.createFile(tree().resolve("below/immutable"));
    Process chattr =
        new ProcessBuilder("chattr", "+i", immutable.toString()).redirectErrorStream(true).start();
    assumeTrue(chattr.waitFor() == 0, "only root can make files immutable, and not everywhere");
    try {
      for (String last : names) {
        Files.writeString(tree().resolve(last), "x");
        assertThat(delete(tree(), last).isComplete()).isFalse();
        try (Stream<Path> left = Files.walk(tree())) {
          assertThat(left)
              .containsExactlyInAnyOrder(
                  tree(), tree().resolve(last), tree().resolve("below"), immutable);
        }
      }
    } finally {
      shell(scratch, "chattr -i tree/below/immutable");
    }
    assertThat(delete(tree(), "f")).isEqualTo(new Complete(4));
    assertThat(tree()).doesNotExist();
  }

  @Test
  void a_directory_in_the_place_of_the_last_file_goes_too() throws Exception {
    Files.createDirectories(tree().resolve("last/below"));
    Files.createFile(tree().resolve("last/below/file"));
    Files.createFile(tree().resolve("file"));
    assertThat(delete(tree(), "last")).isEqualTo(new Complete(5));
    assertThat(tree()).doesNotExist();
  }

  private static String real(Path path) throws IOException {
    return path.resolveSibling(".").toRealPath().resolve(path.getFileName()).toString();
  }
}
