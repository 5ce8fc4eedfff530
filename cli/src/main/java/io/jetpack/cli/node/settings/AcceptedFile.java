package io.jetpack.cli.node.settings;

import io.jetpack.cli.node.Home;
import io.jetpack.cli.node.MachineId;
import io.jetpack.cli.node.files.DurableFiles;
import io.jetpack.cli.node.files.FileTraits;
import io.jetpack.cli.node.files.WholeFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file that others write, as the service accepted it last: a copy of its bytes in {@code
 * run/accepted/}, for when the file itself cannot be read. It has the mode and the owner of the
 * original, which may hold passwords, and one line before the bytes that says of which machine it
 * is: an image of a disk brings {@code run/} along, and what another machine accepted is not used.
 *
 * <p>Read by any number of processes, changed by one at a time.
 */
public final class AcceptedFile {

  /** Where in {@code run/} the copies are. */
  private static final String DIRECTORY = "accepted";

  private static final int LONGEST_HEADER = 1024;

  /** A comment, so that the copy of a TOML file is one. */
  private static final Pattern HEADER =
      Pattern.compile(
          "# kept by jetpack, not to be edited: machine=(\\S+) accepted=(\\S+) modified=(\\S+)"
              + " sha256=(\\w+)");

  /** What is kept. */
  public sealed interface Kept {

    /**
     * Nothing: the service has not accepted such a file here, or it accepted that there is none.
     */
    record None() implements Kept {}

    /**
     * A copy that may be used.
     *
     * @param bytes those of the file
     * @param modified when the file was written last
     * @param accepted when the service accepted it
     */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares copies
    record Copy(byte[] bytes, Instant modified, Instant accepted) implements Kept {}

    /**
     * Something that must not be used.
     *
     * @param reason names it and says why
     */
    record Unfit(String reason) implements Kept {}
  }

  private final Path path;
  private final int limitBytes;
  private final Optional<MachineId> machine;

  /**
   * @param original whose copy it is
   * @param machine this one; without it nothing is kept and nothing is used
   */
  public AcceptedFile(Home home, GivenFile original, Optional<MachineId> machine) {
    this.path = home.run().resolve(DIRECTORY).resolve(original.path().getFileName());
    this.limitBytes = original.limitBytes() + LONGEST_HEADER;
    this.machine = machine;
  }

  /** What this machine accepted of a file. */
  public static AcceptedFile of(Home home, GivenFile original, Map<String, String> environment) {
    return new AcceptedFile(home, original, MachineId.find(environment));
  }

  /** Where the copy is, for messages. */
  public Path path() {
    return path;
  }

  /** Looks what is kept, and changes nothing. */
  public Kept look() {
    return switch (new WholeFile(path, limitBytes).read()) {
      case WholeFile.Reading.Missing() -> new Kept.None();
      case WholeFile.Reading.Unreadable(String reason) -> new Kept.Unfit(reason);
      case WholeFile.Reading.Content content -> parse(content.bytes());
    };
  }

  private Kept parse(byte[] all) {
    int end = 0;
    while (end < all.length && all[end] != '\n') {
      end++;
    }
    Matcher header = HEADER.matcher(new String(all, 0, end, StandardCharsets.UTF_8));
    if (!header.matches() || end == all.length) {
      return new Kept.Unfit("'%s' is damaged: its first line is not jetpack's".formatted(path));
    }
    byte[] bytes = Arrays.copyOfRange(all, end + 1, all.length);
    try {
      String of = header.group(1);
      if (!digest(of, header.group(2), header.group(3), bytes).equals(header.group(4))) {
        return new Kept.Unfit("'%s' is damaged: its checksum is wrong".formatted(path));
      }
      Instant accepted = Instant.parse(header.group(2));
      Instant modified = Instant.parse(header.group(3));
      return machine.map(MachineId::text).equals(Optional.of(of))
          ? new Kept.Copy(bytes, modified, accepted)
          : new Kept.Unfit("'%s' is of another machine".formatted(path));
    } catch (DateTimeException e) {
      return new Kept.Unfit("'%s' is damaged: it holds a time that is none".formatted(path));
    }
  }

  /** Over all that is kept, so that no flipped bit makes settings of its own. */
  private static String digest(String machine, String accepted, String modified, byte[] bytes) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(
          "%s %s %s\n".formatted(machine, accepted, modified).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest.digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /**
   * Keeps a file from now on, in place of what was kept. When this returns it is on the disk.
   *
   * @throws IOException when that is not possible; then what was kept before still is
   */
  public void keep(GivenFile.Reading.Content content, Instant now) throws IOException {
    if (machine.isEmpty()) {
      throw new IOException("this machine has neither a machine id nor a name");
    }
    FileTraits original = content.traits();
    if (look() instanceof Kept.Copy copy
        && Arrays.equals(copy.bytes(), content.bytes())
        && copy.modified().equals(original.modified())
        && hasAccessOf(original)) {
      return;
    }
    Optional<Path> _ = quarantine();
    String of = machine.get().text();
    String header =
        "# kept by jetpack, not to be edited: machine=%s accepted=%s modified=%s sha256=%s\n"
            .formatted(
                of,
                now,
                original.modified(),
                digest(of, now.toString(), original.modified().toString(), content.bytes()));
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(header.getBytes(StandardCharsets.UTF_8));
    all.writeBytes(content.bytes());
    write(all.toByteArray(), original);
  }

  private boolean hasAccessOf(FileTraits original) {
    return FileTraits.ifAny(path)
        .filter(ours ->
            ours.mode().equals(original.mode())
                && ours.owner() == original.owner()
                && ours.group() == original.group())
        .isPresent();
  }

  private void write(byte[] bytes, FileTraits original) throws IOException {
    Path directory = path.resolveSibling(".").normalize();
    if (!Files.isDirectory(directory)) {
      DurableFiles.makePrivateDirectory(directory.resolveSibling(".").normalize());
      Files.createDirectory(directory, permissions("rwx------"));
    }
    removeUnfinished(directory);
    String unique = Long.toHexString(ThreadLocalRandom.current().nextLong());
    Path temporary = directory.resolve("." + path.getFileName() + "." + unique + ".tmp");
    try {
      // nobody else sees it before it has its owner
      DurableFiles.writeNew(temporary, bytes, permissions("rw-------"));
      giveAccessOf(original, temporary);
      Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      boolean _ = Files.deleteIfExists(temporary);
    }
    DurableFiles.sync(directory);
  }

  private FileAttribute<?>[] permissions(String mode) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))
        }
        : new FileAttribute<?>[0];
  }

  /** Who may not give it the owner of the original keeps it for himself alone. */
  private static void giveAccessOf(FileTraits original, Path copy) throws IOException {
    FileTraits ours = FileTraits.of(copy);
    if (original.mode().isEmpty() || ours.mode().isEmpty()) {
      return;
    }
    try {
      if (ours.group() != original.group()) {
        Files.setAttribute(copy, "unix:gid", original.group());
      }
      if (ours.owner() != original.owner()) {
        Files.setAttribute(copy, "unix:uid", original.owner());
      }
    } catch (IOException e) {
      return;
    }
    Files.setAttribute(copy, "unix:mode", original.mode().getAsInt() & 0777);
  }

  /** What a killed service left. */
  private void removeUnfinished(Path directory) throws IOException {
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(directory, "." + path.getFileName() + ".*.tmp")) {
      for (Path file : files) {
        boolean _ = Files.deleteIfExists(file);
      }
    }
  }

  /**
   * It was accepted that there is no such file.
   *
   * @throws IOException when the copy cannot be removed
   */
  public void forget() throws IOException {
    if (look() instanceof Kept.Copy) {
      Files.deleteIfExists(path);
    }
  }

  /**
   * Gives a copy that must not be used another name beside its own.
   *
   * @return the other name; empty where there was none such
   * @throws IOException when it cannot be renamed
   */
  public Optional<Path> quarantine() throws IOException {
    if (!(look() instanceof Kept.Unfit)) {
      return Optional.empty();
    }
    for (int number = 1; ; number++) {
      Path other = path.resolveSibling(path.getFileName() + ".quarantined-" + number);
      if (Files.notExists(other, LinkOption.NOFOLLOW_LINKS)) {
        return Optional.of(Files.move(path, other));
      }
    }
  }
}
