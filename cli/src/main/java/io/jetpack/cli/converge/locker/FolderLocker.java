package io.jetpack.cli.converge.locker;

import io.jetpack.text.IoReason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** A folder of this machine, or one that is mounted. */
record FolderLocker(Path root) implements Locker {

  @Override
  public String address() {
    return root.toString();
  }

  @Override
  public List<LockerFile> list(String folder) throws IOException {
    if (!Files.isDirectory(root)) {
      throw new LockerException("there is no folder '%s'".formatted(root), false);
    }
    Path start = root.resolve(folder);
    if (!Files.isDirectory(start)) {
      return List.of();
    }
    List<LockerFile> files = new ArrayList<>();
    try (Stream<Path> found = Files.walk(start, FileVisitOption.FOLLOW_LINKS)) {
      for (Path path : (Iterable<Path>) found::iterator) {
        if (Files.isRegularFile(path)) {
          files.add(file(path));
        } else if (Files.exists(path) && !Files.isDirectory(path)) {
          throw new LockerException(
              "'%s' is a device, a pipe or a socket; only files, directories and links may be"
                  .formatted(path),
              false);
        }
      }
    } catch (UncheckedIOException e) {
      throw refused(Objects.requireNonNull(e.getCause()));
    } catch (IOException e) {
      throw refused(e);
    }
    return files;
  }

  @Override
  public Optional<LockerFile> find(String path) throws IOException {
    Path file = root.resolve(path);
    return Files.isRegularFile(file) ? Optional.of(file(file)) : Optional.empty();
  }

  private LockerFile file(Path path) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
    return new LockerFile(
        root.relativize(path).toString().replace('\\', '/'),
        OptionalLong.of(attributes.size()),
        Optional.of("%d bytes of %s".formatted(attributes.size(), attributes.lastModifiedTime())),
        Optional.empty(),
        Files.isExecutable(path));
  }

  @Override
  public void fetch(LockerFile file, Path target) throws IOException {
    Path source = root.resolve(file.path());
    if (!Files.isReadable(source)) {
      throw refused(
          Files.exists(source)
              ? new AccessDeniedException(source.toString())
              : new NoSuchFileException(source.toString()));
    }
    Files.copy(source, target, StandardCopyOption.REPLACE_EXISTING);
  }

  private static LockerException refused(IOException e) {
    return switch (e) {
      case AccessDeniedException denied ->
          new LockerException(
              "'%s' can not be read by this user".formatted(denied.getFile()), false);
      case NoSuchFileException gone ->
          new LockerException("'%s' is gone".formatted(gone.getFile()), false);
      case LockerException itself -> itself;
      case FileSystemLoopException circle -> new LockerException(IoReason.withFile(circle), false);
      default -> new LockerException(IoReason.withFile(e), true);
    };
  }

  @Override
  public void close() {}
}
