package io.jetpack.cli.config;

import io.jetpack.cli.CommandContext;
import io.jetpack.cli.CommandFailure;
import io.jetpack.cli.node.Home;
import io.jetpack.cli.node.files.DurableFiles;
import io.jetpack.cli.node.tree.NodeFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Keeps {@code run/config/index}, out of which the launcher answers for {@code config/node.json}
 * without starting Java. The index has the time of the file of which it was made, and beside it
 * lies a second name of that very file: one that is changed has another time, one that is replaced
 * is another file, and neither is answered for. On another file system there is no second name;
 * then a copy lies there, and the file is compared with it.
 */
final class IndexFile {

  /** A file that is changed twice within the clock's grain shows one time for both. */
  private static final Duration SETTLED = Duration.ofSeconds(2);

  /** Looking into more takes the launcher as long as Java. */
  private static final long LARGEST_FILE_BYTES = 1024 * 1024;

  private static final Duration LEFT_BEHIND = Duration.ofMinutes(1);

  private final Path node;
  private final Path run;
  private final Path folder;
  private final Path index;
  private final Path sameFile;

  IndexFile(Home home) {
    this.node = home.nodeFile();
    this.run = home.run();
    this.folder = run.resolve("config");
    this.index = folder.resolve("index");
    this.sameFile = folder.resolve("node.json");
  }

  /** Makes it anew when it is missing or old; where that can not be, nothing happens. */
  static void refresh(CommandContext context) {
    Optional<Path> distribution =
        Home.distribution(System.getProperties())
            .filter(path -> Files.exists(path.resolve("system/bin/without-java")));
    if (distribution.isEmpty()) {
      return;
    }
    try {
      new IndexFile(context.home())
          .refresh(distribution.get().toString(), () -> NodeConfiguration.elsewhere(context));
    } catch (IOException | UnsupportedOperationException | CommandFailure e) {
      // then the launcher starts Java each time, which tells what is wrong with the file
    }
  }

  /**
   * Makes it anew when it is missing or old.
   *
   * @param distribution where the program lies
   * @param elsewhere the keys that lead to values that are not in the file; asked for only when it
   *     is made, because who knows them is slow to load
   * @throws CommandFailure when the file can not be read
   */
  void refresh(String distribution, Supplier<Set<String>> elsewhere) throws IOException {
    PosixFileAttributes file = attributes(node);
    if (isFor(file, ValueIndex.header(distribution))
        || !file.isRegularFile()
        || file.size() > LARGEST_FILE_BYTES
        || !isSettled(file)
        || !Files.isWritable(run)) {
      return;
    }
    Files.createDirectories(folder);
    removeWhatWasLeftBehind();
    String unique = UUID.randomUUID().toString();
    Path link = folder.resolve("." + unique + ".json");
    Path written = folder.resolve("." + unique + ".index");
    try {
      Path original = linkOrCopy(link, file);
      // this file and no other, whatever its first name stands for now
      PosixFileAttributes before = attributes(original);
      NodeFile read = new NodeFile(link);
      DurableFiles.writeNew(
          written,
          ValueIndex.of(distribution, read.all(), elsewhere.get(), read.warning().isPresent()));
      restrict(written, before);
      Files.setLastModifiedTime(written, before.lastModifiedTime());
      if (isSettled(before) && isSame(before, attributes(original))) {
        Files.move(link, sameFile, StandardCopyOption.ATOMIC_MOVE);
        Files.move(written, index, StandardCopyOption.ATOMIC_MOVE);
      }
    } finally {
      // two names of one file: moving one to the other leaves both
      boolean _ = Files.deleteIfExists(link);
      boolean _ = Files.deleteIfExists(written);
    }
  }

  /**
   * Gives the file a second name, or makes a copy of it.
   *
   * @return what shows whether it is changed meanwhile
   */
  private Path linkOrCopy(Path link, PosixFileAttributes file) throws IOException {
    try {
      return Files.createLink(link, node);
    } catch (FileSystemException e) {
      DurableFiles.writeNew(link, Files.readAllBytes(node));
      restrict(link, file);
      return node;
    }
  }

  private static PosixFileAttributes attributes(Path path) throws IOException {
    return Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  private boolean isFor(PosixFileAttributes file, String header) {
    byte[] wanted = header.getBytes(StandardCharsets.UTF_8);
    try (InputStream in = Files.newInputStream(index)) {
      return Arrays.equals(in.readNBytes(wanted.length), wanted)
          && attributes(index).lastModifiedTime().equals(file.lastModifiedTime())
          && (Files.isSameFile(sameFile, node) || Files.mismatch(sameFile, node) < 0);
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isSettled(PosixFileAttributes file) {
    FileTime time = file.lastModifiedTime();
    return time.toInstant().isBefore(Instant.now().minus(SETTLED));
  }

  private static boolean isSame(PosixFileAttributes before, PosixFileAttributes after) {
    return before.lastModifiedTime().equals(after.lastModifiedTime())
        && before.size() == after.size();
  }

  /** Whoever may read the file may read the index, and nobody else. */
  private static void restrict(Path written, PosixFileAttributes file) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(written, PosixFileAttributeView.class);
    if (!view.readAttributes().group().equals(file.group())) {
      view.setGroup(file.group());
    }
    Set<PosixFilePermission> allowed =
        EnumSet.of(
            PosixFilePermission.OWNER_READ,
            PosixFilePermission.OWNER_WRITE,
            PosixFilePermission.GROUP_READ);
    allowed.retainAll(file.permissions());
    view.setPermissions(allowed);
  }

  private void removeWhatWasLeftBehind() throws IOException {
    Instant old = Instant.now().minus(LEFT_BEHIND);
    try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, ".*")) {
      for (Path path : left) {
        FileTime changed = (FileTime) Files.getAttribute(path, "unix:ctime");
        if (changed.toInstant().isBefore(old)) {
          boolean _ = Files.deleteIfExists(path);
        }
      }
    }
  }
}
