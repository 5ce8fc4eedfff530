package io.jetpack.cli.message.outbox;

import io.jetpack.cli.message.broker.Message;
import io.jetpack.cli.node.files.DurableFiles;
import io.jetpack.text.IoReason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The files of the outbox, as the one sees them who drains it: {@code new} has the messages, one
 * file each, {@code aside} what can not be sent and why, {@code tmp} what is being written, {@code
 * handed} what {@code HandedOver} takes in.
 */
public final class OutboxFolder {

  /** What came of reading a message. */
  public sealed interface Reading {
    record Whole(Message message) implements Reading {}

    /** Somebody else has removed it. */
    record Gone() implements Reading {}

    /**
     * It can not be sent.
     *
     * @param reason for people, without the file's name
     */
    record Broken(String reason) implements Reading {}
  }

  /**
   * What is there.
   *
   * @param messages in no order
   * @param strangers names that no message has
   */
  public record Listing(List<EntryName> messages, List<String> strangers) {}

  private final Path root;

  public OutboxFolder(Path root) {
    this.root = root;
  }

  public Path root() {
    return root;
  }

  public Path messages() {
    return root.resolve("new");
  }

  public Path unfinished() {
    return root.resolve("tmp");
  }

  /** Where the launcher puts what the service is to take in; only a service makes it. */
  public Path handed() {
    return root.resolve("handed");
  }

  public Path aside() {
    return root.resolve("aside");
  }

  public Path path(EntryName name) {
    return messages().resolve(name.fileName());
  }

  /** Makes the folders that are missing. */
  public void make() throws IOException {
    for (Path folder : List.of(messages(), unfinished())) {
      if (!Files.isDirectory(folder)) {
        DurableFiles.makePrivateDirectory(folder);
      }
    }
  }

  /** Where it is written who brings messages to the broker. */
  public Path drainLock() {
    return root.resolve("drain.lock");
  }

  /** Is there while a command has just tried in vain to send. */
  public Path inVain() {
    return root.resolve("in-vain");
  }

  /** Where it is written for how long the broker has refused routing keys. */
  public Path refused() {
    return root.resolve("refused");
  }

  /** Removes what somebody began to write and was killed at: nobody was told that it is safe. */
  public void removeUnfinished(Instant before) throws IOException {
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(unfinished())) {
      for (Path path : stream) {
        if (Files.getLastModifiedTime(path).toInstant().isBefore(before)) {
          boolean ignored = Files.deleteIfExists(path);
        }
      }
    } catch (NoSuchFileException e) {
      // nothing was ever written
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  public Listing list() throws IOException {
    List<EntryName> found = new ArrayList<>();
    List<String> strangers = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(messages())) {
      for (Path path : stream) {
        String name = path.getFileName().toString();
        EntryName.parse(name).ifPresentOrElse(found::add, () -> strangers.add(name));
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      // nobody has put a message yet
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return new Listing(found, strangers);
  }

  public Reading read(EntryName name) {
    try (InputStream in = Files.newInputStream(path(name))) {
      if (!Files.isRegularFile(path(name), LinkOption.NOFOLLOW_LINKS)) {
        return new Reading.Broken("it is no regular file");
      }
      byte[] bytes = in.readNBytes(Math.toIntExact(name.sizeBytes()) + 1);
      return new Reading.Whole(EntryFormat.parse(bytes));
    } catch (NoSuchFileException e) {
      return new Reading.Gone();
    } catch (IOException e) {
      return new Reading.Broken("it can not be read: " + IoReason.of(e));
    } catch (IllegalArgumentException | ArithmeticException e) {
      return new Reading.Broken(String.valueOf(e.getMessage()));
    }
  }

  public boolean contains(EntryName name) {
    return Files.exists(path(name), LinkOption.NOFOLLOW_LINKS);
  }

  public void remove(EntryName name) throws IOException {
    boolean ignored = Files.deleteIfExists(path(name));
  }

  /**
   * Takes a file out of the way, so that the others can go on.
   *
   * @param reason is written beside it
   * @return where it is now
   */
  public Path setAside(Path file, String reason) throws IOException {
    String fileName = String.valueOf(file.getFileName());
    DurableFiles.makePrivateDirectory(aside());
    Path target = aside().resolve(fileName);
    for (int number = 1; Files.exists(target, LinkOption.NOFOLLOW_LINKS); number++) {
      target = aside().resolve(fileName + "." + number);
    }
    Files.writeString(
        aside().resolve(target.getFileName() + ".reason"), reason + "\n", StandardCharsets.UTF_8);
    return Files.move(file, target);
  }

  /** Why a file was set aside, if it was. */
  public Optional<String> reason(Path aside) {
    try {
      return Optional.of(
          Files.readString(aside.resolveSibling(aside.getFileName() + ".reason")).strip());
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
