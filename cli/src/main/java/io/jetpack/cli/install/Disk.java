package io.jetpack.cli.install;

import io.jetpack.cli.node.files.DurableFiles;
import io.jetpack.runner.files.DeletionResult;
import io.jetpack.runner.files.TreeDeletion;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The changes that an installation makes to files. Each is whole or not there: what is new gets its
 * owner and mode under a name of its own, which the next attempt finds and removes.
 */
final class Disk {

  /** Looks at a file before it takes its place. */
  @FunctionalInterface
  interface Approval {
    /**
     * Throws when it is not fit.
     *
     * @param file with the content, owner and mode of the new one
     */
    void look(Path file) throws IOException, InterruptedException;
  }

  private final Ownership ownership;
  private final Consumer<String> before;

  /**
   * @param before hears of each change before it is made
   */
  Disk(Ownership ownership, Consumer<String> before) {
    this.ownership = ownership;
    this.before = before;
  }

  /** Says what comes next, for changes that are made elsewhere. */
  void announce(String change) {
    before.accept(change);
  }

  /** The name that something has until it takes its place. */
  static Path fresh(Path path) {
    return path.resolveSibling("." + path.getFileName() + ".jetpack-new");
  }

  void makeFolder(Path path, Access access) throws IOException, InterruptedException {
    makeFolder(path, access, _ -> {});
  }

  /**
   * Makes a directory that has something in it from the first moment on.
   *
   * @param filling gets the path of the directory while it has another name
   */
  void makeFolder(Path path, Access access, Approval filling)
      throws IOException, InterruptedException {
    Path fresh = fresh(path);
    try {
      deleteTree(fresh);
      before.accept("make " + path);
      Files.createDirectory(fresh);
      ownership.set(fresh, access);
      filling.look(fresh);
      before.accept("rename to " + path);
      Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
      sync(path);
    } catch (IOException e) {
      throw Obstacle.at(path, e);
    }
  }

  void setAccess(Path path, Access access) throws IOException, InterruptedException {
    try {
      before.accept("set " + access + " on " + path);
      ownership.set(path, access);
    } catch (IOException e) {
      throw Obstacle.at(path, e);
    }
  }

  void writeFile(Path path, byte[] bytes, Access access, Approval approval)
      throws IOException, InterruptedException {
    Path fresh = fresh(path);
    try {
      boolean _ = Files.deleteIfExists(fresh);
      before.accept("write " + path);
      write(fresh, bytes);
      ownership.set(fresh, access);
      approval.look(fresh);
      before.accept("rename to " + path);
      Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
      sync(path);
    } catch (IOException e) {
      remove(fresh, e);
      throw Obstacle.at(path, e);
    }
  }

  private static void write(Path file, byte[] bytes) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        int _ = channel.write(buffer);
      }
      channel.force(true);
    }
  }

  /** Makes a link, or exchanges one: there is no moment without one. */
  void link(Path path, String target) throws IOException {
    Path fresh = fresh(path);
    try {
      boolean _ = Files.deleteIfExists(fresh);
      before.accept("link " + path);
      Path _ = Files.createSymbolicLink(fresh, Path.of(target));
      before.accept("rename to " + path);
      Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
      sync(path);
    } catch (IOException e) {
      remove(fresh, e);
      throw Obstacle.at(path, e);
    }
  }

  void rename(Path from, Path to) throws IOException {
    try {
      before.accept("rename to " + to);
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
      sync(to);
    } catch (IOException e) {
      throw Obstacle.at(to, e);
    }
  }

  /** Takes away a file, a link or an empty folder. */
  void delete(Path path) throws IOException {
    try {
      before.accept("delete " + path);
      boolean _ = Files.deleteIfExists(path);
    } catch (IOException e) {
      throw Obstacle.at(path, e);
    }
  }

  /**
   * Takes away a file, or a folder with all that is in it; links are taken away, not followed.
   *
   * @throws Obstacle when something of it is left, as something that is mounted there is
   */
  void deleteTree(Path path) throws IOException, InterruptedException {
    Optional<String> left = deleteWhatCanBe(path);
    if (left.isPresent()) {
      throw new Obstacle(left.get());
    }
  }

  /**
   * The same as far as that is possible.
   *
   * @return what was left and why, in one line; empty when nothing was left
   */
  Optional<String> deleteWhatCanBe(Path path) throws InterruptedException {
    return deleteWhatCanBe(path, () -> TreeDeletion.delete(path));
  }

  /**
   * The same, in such an order that one file of the directory is there as long as anything is.
   *
   * @param last the name of the file
   */
  Optional<String> deleteWhatCanBe(Path path, String last) throws InterruptedException {
    return deleteWhatCanBe(path, () -> TreeDeletion.delete(path, last));
  }

  private Optional<String> deleteWhatCanBe(Path path, Supplier<DeletionResult> deletion)
      throws InterruptedException {
    if (Files.notExists(path, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    before.accept("delete " + path);
    if (!(deletion.get() instanceof DeletionResult.Partial partial)) {
      return Optional.empty();
    }
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    return Optional.of(partial.words());
  }

  private static void remove(Path fresh, IOException cause) {
    try {
      boolean _ = Files.deleteIfExists(fresh);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  private static void sync(Path path) {
    Path folder = path.getParent();
    if (folder != null) {
      DurableFiles.sync(folder);
    }
  }
}
