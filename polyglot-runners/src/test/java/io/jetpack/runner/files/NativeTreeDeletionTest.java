package io.jetpack.runner.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** As it is on this machine, with the calls of its kernel where it has them. */
class NativeTreeDeletionTest extends TreeDeletionContract {

  private static final int ROUNDS = 300;

  @Override
  DeletionResult delete(Path tree) {
    return TreeDeletion.delete(tree);
  }

  @Override
  DeletionResult delete(Path tree, String last) {
    return TreeDeletion.delete(tree, last);
  }

  @Test
  void this_machine_has_the_calls() {
    try (DirectoryCalls calls = DirectoryCalls.open().orElseThrow()) {
      assertThat(NativeDirectory.place(calls, KernelName.ofPath(scratch))).isPresent();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/tmp/..", "."})
  void a_path_without_a_name_of_its_own_is_refused(String path) {
    assertThatThrownBy(() -> TreeDeletion.delete(Path.of(path)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'%s' has no name that can be deleted", path);
  }

  @Test
  void it_ends_at_its_limit() throws IOException {
    Path tree = Files.createDirectories(scratch.resolve("tree/a/b")).resolve("../..").normalize();
    DeletionResult result = TreeDeletion.delete(tree, Duration.ZERO);
    assertThat(result).isInstanceOf(DeletionResult.Partial.class);
    assertThat(((DeletionResult.Partial) result).words())
        .endsWith("is deleted in part only: it takes too long");
    assertThat(TreeDeletion.delete(tree, Duration.ofMinutes(1)).isComplete()).isTrue();
  }

  @Test
  void a_directory_that_is_exchanged_for_a_link_all_the_time_leads_nowhere() throws Exception {
    Path outside = Files.createDirectories(scratch.resolve("outside/below"));
    Path precious = Files.writeString(outside.resolve("file"), "precious");
    Path real = scratch.resolve("real");
    Path link = scratch.resolve("link");
    for (int round = 0; round < ROUNDS; round++) {
      Path tree = Files.createDirectories(scratch.resolve("tree"));
      Path flipping = tree.resolve("flipping");
      Files.createDirectories(real.resolve("below/deeper"));
      Files.createFile(real.resolve("below/file"));
      Files.createSymbolicLink(link, scratch.resolve("outside"));
      Files.move(real, flipping);
      AtomicBoolean over = new AtomicBoolean();
      Thread flipper = Thread.ofPlatform().start(() -> flip(flipping, real, link, over));
      DeletionResult _ = delete(tree);
      over.set(true);
      flipper.join();
      assertThat(precious).hasContent("precious");
      for (Path left : new Path[] {tree, real, link}) {
        assertThat(delete(left).isComplete()).isTrue();
      }
    }
  }

  /** Puts the directory and the link into one place, in turns. */
  private static void flip(Path place, Path directory, Path link, AtomicBoolean over) {
    while (!over.get()) {
      move(place, directory);
      move(link, place);
      move(place, link);
      move(directory, place);
    }
  }

  private static void move(Path from, Path to) {
    try {
      if (Files.exists(from, LinkOption.NOFOLLOW_LINKS)) {
        Path _ = Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
      }
    } catch (IOException e) {
      // it was deleted
    }
  }
}
