package io.jetpack.cli.node.settings;

import io.jetpack.cli.node.files.FileTraits;
import io.jetpack.cli.node.files.WholeFile;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file that people and their tools write and the agent only reads, such as {@code jetpack.toml}.
 * That it is absent is an answer in earnest only where nothing suggests that somebody gave one: a
 * link that leads nowhere is not absent, nor is a file whose directory is missing.
 *
 * @param path where it should be
 * @param limitBytes what is larger was not meant and is not read
 */
public record GivenFile(Path path, int limitBytes) {

  /** What reading it gave. */
  public sealed interface Reading {

    /** There is no such file, in a directory that is there. */
    record Absent() implements Reading {}

    /**
     * There is not even a directory for it.
     *
     * @param reason names the directory
     */
    record NoDirectory(String reason) implements Reading {}

    /**
     * The file was read.
     *
     * @param bytes all of it
     * @param traits what the file was before it was read
     */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares readings
    record Content(byte[] bytes, FileTraits traits) implements Reading {}

    /**
     * There is something that cannot be read.
     *
     * @param reason names it and says what is wrong with it
     */
    record Unreadable(String reason) implements Reading {}
  }

  /** Reads it; never waits for a pipe or a device, and reads no more than the limit. */
  public Reading read() {
    Optional<FileTraits> traits = FileTraits.ifAny(path);
    WholeFile.Reading reading = new WholeFile(path, limitBytes).read();
    // a switch over the kinds costs some milliseconds of a short life
    if (reading instanceof WholeFile.Reading.Unreadable unreadable) {
      return new Reading.Unreadable(unreadable.reason());
    }
    // one that came just now has its traits by now
    Optional<FileTraits> known = traits.or(() -> FileTraits.ifAny(path));
    return reading instanceof WholeFile.Reading.Content content && known.isPresent()
        ? new Reading.Content(content.bytes(), known.get())
        : missing();
  }

  private Reading missing() {
    Path directory = path.toAbsolutePath().getParent();
    if (directory == null || Files.isDirectory(directory)) {
      return new Reading.Absent();
    }
    Path nearest = directory;
    while (!Files.exists(nearest, LinkOption.NOFOLLOW_LINKS) && nearest.getParent() != null) {
      nearest = nearest.getParent();
    }
    String reason = "there is no directory '%s'".formatted(directory);
    if (Files.isDirectory(nearest)) {
      return new Reading.NoDirectory(reason);
    }
    String what = Files.isSymbolicLink(nearest) ? "a link that leads to none" : "something else";
    return new Reading.Unreadable("%s: '%s' is %s".formatted(reason, nearest, what));
  }
}
