package io.jetpack.runner.files;

import io.jetpack.runner.files.DeletionResult.Partial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * Deletes trees in which, and over which, something is mounted: a program of its own, because it is
 * run in a mount namespace of its own. It ends with a line for each thing that was not as it should
 * be, and with the number of mounts that it saw while it deleted.
 */
final class DeletionAmongMounts {

  private static final int ROUNDS = 600;

  private final Path scratch;
  private final Path victim;
  private int saw;

  private DeletionAmongMounts(Path scratch) throws IOException {
    this.scratch = scratch;
    this.victim = scratch.resolve("victim");
    fill(victim);
  }

  /** The argument is an empty directory, a second one says which way to delete. */
  @SuppressWarnings("SystemOut")
  public static void main(String[] arguments) throws Exception {
    DeletionAmongMounts test = new DeletionAmongMounts(Path.of(arguments[0]));
    switch (arguments[1]) {
      case "standing" -> test.standing(TreeDeletion::delete);
      case "standing-plain" -> test.standing(TreeDeletion::deletePlainly);
      case "layers" -> test.layers();
      case "meanwhile" -> test.meanwhile();
      default -> throw new IllegalArgumentException(arguments[1]);
    }
    System.out.println("saw " + test.saw);
  }

  private interface Way {
    DeletionResult delete(Path tree);
  }

  private static void fill(Path directory) throws IOException {
    Files.createDirectories(directory.resolve("sub/deeper"));
    for (String name : List.of("a", "b", "c", "sub/a", "sub/b", "sub/deeper/a")) {
      Files.writeString(directory.resolve(name), "precious");
    }
  }

  @SuppressWarnings("SystemOut")
  private static void check(boolean right, String what) {
    if (!right) {
      System.out.println("wrong: " + what);
    }
  }

  private static long entries(Path directory) throws IOException {
    try (Stream<Path> found = Files.walk(directory)) {
      return found.count();
    }
  }

  private void checkVictim(String when) throws IOException {
    check(entries(victim) == 9, "the victim has lost files " + when);
  }

  /** A bind mount, a tmpfs, nested ones, one of a file, and one on the tree itself. */
  private void standing(Way way) throws IOException {
    Path tree = scratch.resolve("tree");
    fill(tree);
    for (String name : List.of("bind", "x/tmpfs", "nested/deep")) {
      Files.createDirectories(tree.resolve(name));
    }
    Path file = Files.createFile(tree.resolve("x/file"));
    check(Mounts.bind(victim, tree.resolve("bind")), "bind");
    check(Mounts.tmpfs(tree.resolve("x/tmpfs")), "tmpfs");
    fill(tree.resolve("x/tmpfs"));
    check(Mounts.tmpfs(tree.resolve("nested/deep")), "outer");
    Files.createDirectories(tree.resolve("nested/deep/inner"));
    check(Mounts.bind(victim, tree.resolve("nested/deep/inner")), "inner");
    check(Mounts.bind(victim.resolve("a"), file), "file");

    DeletionResult result = way.delete(tree);
    saw = 4;
    show(result);
    checkVictim("by mounts that were there");
    check(entries(tree.resolve("x/tmpfs")) == 9, "the tmpfs has lost files");
    check(entries(tree) == 9 + 9 + 10 + 1 + 3, "other things are left: " + entries(tree));

    for (Path each :
        List.of(
            file,
            tree.resolve("nested/deep/inner"),
            tree.resolve("nested/deep"),
            tree.resolve("x/tmpfs"),
            tree.resolve("bind"))) {
      check(Mounts.unmount(each), "unmount " + each);
    }
    check(way.delete(tree).isComplete(), "what was left cannot be deleted afterwards");

    fill(tree);
    check(Mounts.bind(victim, tree), "bind on the tree");
    show(way.delete(tree));
    checkVictim("by a mount on the tree itself");
    check(Mounts.unmount(tree), "unmount the tree");
    check(way.delete(tree).isComplete(), "the tree cannot be deleted afterwards");
    checkVictim("at the end");
  }

  /** On an overlay file system, whose lower directories cannot be moved. */
  private void layers() throws IOException {
    Path layers = Files.createDirectories(scratch.resolve("layers"));
    check(Mounts.tmpfs(layers), "tmpfs for the layers");
    for (String name : List.of("upper", "work")) {
      Files.createDirectories(layers.resolve(name));
    }
    Path deep = scratch.resolve("lower/tree");
    for (int i = 0; i < 3 * Deleter.USUAL_DEPTH; i++) {
      deep = Files.createDirectories(deep.resolve("d"));
      Path _ = Files.createFile(deep.resolve("f"));
    }
    fill(scratch.resolve("lower/tree/other"));
    Path tree = Files.createDirectories(scratch.resolve("seen")).resolve("tree");
    Path lower = scratch.resolve("lower");
    check(
        Mounts.overlay(
            lower, layers.resolve("upper"), layers.resolve("work"), scratch.resolve("seen")),
        "overlay");
    check(Mounts.bind(victim, Files.createDirectory(tree.resolve("bind"))), "bind");
    long before = entries(lower);
    show(TreeDeletion.delete(tree));
    saw = 1;
    checkVictim("below an overlay");
    check(entries(tree) == 10, "other things are left: " + entries(tree));
    check(Mounts.unmount(tree.resolve("bind")), "unmount");
    check(TreeDeletion.delete(tree).isComplete(), "the tree cannot be deleted afterwards");
    check(entries(lower) == before, "the lower directory was changed");
  }

  @SuppressWarnings("SystemOut")
  private static void show(DeletionResult result) {
    if (result instanceof Partial partial) {
      check(partial.isByMountsOnly(), "something else is left than mounts");
      partial.remainders().stream().map(Remainder::words).sorted().forEach(System.out::println);
    } else {
      check(false, "nothing is said of the mounts: " + result);
    }
  }

  /** A thread that mounts the victim over directories of the tree while they are deleted. */
  private void meanwhile() throws Exception {
    Path tree = scratch.resolve("tree");
    List<Path> places = List.of(tree.resolve("d/sub"), tree.resolve("d"), tree.resolve("e/sub"));
    Phaser rounds = new Phaser(2);
    AtomicBoolean deleting = new AtomicBoolean();
    Thread mounter =
        Thread.ofPlatform()
            .name("mounter")
            .start(() -> {
              for (int round = 1; round <= ROUNDS; round++) {
                rounds.arriveAndAwaitAdvance();
                while (deleting.get()) {
                  for (Path place : places) {
                    if (Mounts.bind(victim, place)) {
                      boolean _ = Mounts.unmount(place);
                    }
                  }
                }
                rounds.arriveAndAwaitAdvance();
              }
            });
    for (int round = 1; round <= ROUNDS; round++) {
      Path fresh = scratch.resolve("fresh");
      fill(fresh.resolve("d"));
      fill(fresh.resolve("e"));
      Path _ = Files.move(fresh, tree, StandardCopyOption.ATOMIC_MOVE);
      deleting.set(true);
      int _ = rounds.arriveAndAwaitAdvance();
      if (TreeDeletion.delete(tree) instanceof Partial) {
        saw++;
      }
      deleting.set(false);
      int _ = rounds.arriveAndAwaitAdvance();
      checkVictim("in round " + round);
      check(TreeDeletion.delete(tree).isComplete(), "something is left after round " + round);
    }
    mounter.join();
  }
}
