package io.jetpack.cli.node.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a file is, without what is in it. Two that are equal belong to one file that nobody has
 * changed in between, its permissions included.
 *
 * @param regular whether it is a regular file
 * @param modified when it was written last
 * @param changed when it was written, renamed, or given other permissions last
 * @param size in bytes
 * @param key the file's own number, as text; empty where there is none
 * @param mode its permissions, without the kind of the file; empty where there are none such
 * @param owner the number of the user who owns it, {@code mode} being there
 * @param group the number of its group, {@code mode} being there
 */
public record FileTraits(
    boolean regular,
    Instant modified,
    Instant changed,
    long size,
    String key,
    OptionalInt mode,
    int owner,
    int group) {

  private static final int PERMISSIONS = 07777;

  private static final String UNIX =
      "unix:isRegularFile,lastModifiedTime,ctime,size,fileKey,mode,uid,gid";

  /**
   * Those of what a path leads to, links followed.
   *
   * @throws IOException when nobody can tell, also when there is nothing
   */
  public static FileTraits of(Path path) throws IOException {
    if (!path.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      return ofBasic(Files.readAttributes(path, BasicFileAttributes.class));
    }
    Map<String, Object> all = Files.readAttributes(path, UNIX);
    return new FileTraits(
        value(all, "isRegularFile", Boolean.class),
        value(all, "lastModifiedTime", FileTime.class).toInstant(),
        value(all, "ctime", FileTime.class).toInstant(),
        value(all, "size", Long.class),
        Objects.toString(all.get("fileKey"), ""),
        OptionalInt.of(value(all, "mode", Integer.class) & PERMISSIONS),
        value(all, "uid", Integer.class),
        value(all, "gid", Integer.class));
  }

  private static <T> T value(Map<String, Object> all, String name, Class<T> type) {
    return type.cast(Objects.requireNonNull(all.get(name)));
  }

  private static FileTraits ofBasic(BasicFileAttributes basic) {
    Instant modified = basic.lastModifiedTime().toInstant();
    String key = Objects.toString(basic.fileKey(), "");
    return new FileTraits(
        basic.isRegularFile(), modified, modified, basic.size(), key, OptionalInt.empty(), -1, -1);
  }

  /** The same, or nothing where nobody can tell. */
  public static Optional<FileTraits> ifAny(Path path) {
    try {
      return Optional.of(of(path));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * Whether the last change is at least that long ago. A change that lies in the future says
   * nothing: one of the clocks was set.
   */
  public boolean isOlderThan(Duration age, Instant now) {
    Instant last = modified.isAfter(changed) ? modified : changed;
    return Duration.between(last, now).compareTo(age) >= 0;
  }
}
