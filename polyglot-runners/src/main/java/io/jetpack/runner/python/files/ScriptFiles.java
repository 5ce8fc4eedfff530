package io.jetpack.runner.python.files;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.Charset;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.graalvm.polyglot.io.FileSystem;
import org.jspecify.annotations.Nullable;

/**
 * The file system that a context sees: the machine's own, with files of unknown size readable, with
 * opens that may block made cancellable, with all open files known, errors told by the kernel's
 * numbers, and the script's own process in the place of the agent's.
 */
public final class ScriptFiles implements FileSystem {

  private final FileSystem files = FileSystem.newDefaultFileSystem();
  private final OpenFiles open;
  private final OwnProcess own;

  public ScriptFiles(OpenFiles open, OwnProcess own) {
    this.open = open;
    this.own = own;
  }

  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    return open.add(
        new NumberedChannel(KernelErrors.numbered(() -> opened(path, options, attributes))));
  }

  private SeekableByteChannel opened(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    Path absolute = files.toAbsolutePath(path);
    BasicFileAttributes itself = attributesOf(absolute, LinkOption.NOFOLLOW_LINKS);
    Optional<SeekableByteChannel> stream = own.open(absolute, itself, options);
    if (stream.isPresent()) {
      return stream.get();
    }
    String name = absolute.toString();
    if (name.startsWith("/proc/") || name.startsWith("/sys/")) {
      return new SpecialFileChannel(Files.newByteChannel(absolute, options, attributes));
    }
    BasicFileAttributes target =
        itself != null && itself.isSymbolicLink() ? attributesOf(absolute) : itself;
    if (target != null && target.isOther()) {
      return new SpecialFileChannel(
          open.openInterruptibly(absolute, () -> files.newByteChannel(path, options, attributes)));
    }
    return files.newByteChannel(path, options, attributes);
  }

  /** An operation without a result. */
  private interface Change {
    void perform() throws IOException;
  }

  private static void numbered(Change change) throws IOException {
    boolean _ =
        KernelErrors.numbered(() -> {
          change.perform();
          return true;
        });
  }

  /** A pipe, a device, a socket. */
  private static boolean isSpecial(Path absolute) {
    BasicFileAttributes attributes = attributesOf(absolute);
    return attributes != null && attributes.isOther();
  }

  /** Null when there is none to be had. */
  private static @Nullable BasicFileAttributes attributesOf(Path absolute, LinkOption... options) {
    try {
      return Files.readAttributes(absolute, BasicFileAttributes.class, options);
    } catch (IOException e) {
      return null;
    }
  }

  @Override
  public Path parsePath(URI uri) {
    return files.parsePath(uri);
  }

  @Override
  public Path parsePath(String path) {
    return files.parsePath(path);
  }

  /**
   * Absolute, because without following links the default file system looks in the JVM's directory.
   */
  @Override
  public void checkAccess(Path path, Set<? extends AccessMode> modes, LinkOption... options)
      throws IOException {
    numbered(() -> files.checkAccess(files.toAbsolutePath(path), modes, options));
  }

  @Override
  public void createDirectory(Path path, FileAttribute<?>... attributes) throws IOException {
    numbered(() -> files.createDirectory(path, attributes));
  }

  @Override
  public void delete(Path path) throws IOException {
    numbered(() -> files.delete(path));
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path path, DirectoryStream.Filter<? super Path> filter) throws IOException {
    Path absolute = files.toAbsolutePath(path);
    own.listOrChange(absolute);
    if (isSpecial(absolute)) {
      // Java opens it first, and a pipe lets nobody open it before somebody writes to it
      throw new NotDirectoryException(path.toString());
    }
    return KernelErrors.numbered(() -> files.newDirectoryStream(path, filter));
  }

  @Override
  public Path toAbsolutePath(Path path) {
    return files.toAbsolutePath(path);
  }

  @Override
  public Path toRealPath(Path path, LinkOption... options) throws IOException {
    return KernelErrors.numbered(() -> files.toRealPath(path, options));
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options)
      throws IOException {
    own.lookAt(files.toAbsolutePath(path));
    return KernelErrors.numbered(() -> files.readAttributes(path, attributes, options));
  }

  @Override
  public void setAttribute(Path path, String attribute, Object value, LinkOption... options)
      throws IOException {
    own.listOrChange(files.toAbsolutePath(path));
    numbered(() -> files.setAttribute(path, attribute, value, options));
  }

  @Override
  public void copy(Path source, Path target, CopyOption... options) throws IOException {
    numbered(() -> files.copy(source, target, options));
  }

  @Override
  public void move(Path source, Path target, CopyOption... options) throws IOException {
    numbered(() -> files.move(source, target, options));
  }

  @Override
  public void createLink(Path link, Path existing) throws IOException {
    numbered(() -> files.createLink(link, existing));
  }

  @Override
  public void createSymbolicLink(Path link, Path target, FileAttribute<?>... attributes)
      throws IOException {
    numbered(() -> files.createSymbolicLink(link, target, attributes));
  }

  @Override
  public Path readSymbolicLink(Path link) throws IOException {
    return KernelErrors.numbered(() -> files.readSymbolicLink(link));
  }

  @Override
  public void setCurrentWorkingDirectory(Path directory) {
    files.setCurrentWorkingDirectory(directory);
  }

  @Override
  public String getSeparator() {
    return files.getSeparator();
  }

  @Override
  public String getPathSeparator() {
    return files.getPathSeparator();
  }

  @Override
  public String getMimeType(Path path) {
    return files.getMimeType(path);
  }

  @Override
  public Charset getEncoding(Path path) {
    return files.getEncoding(path);
  }

  @Override
  public Path getTempDirectory() {
    return files.getTempDirectory();
  }

  @Override
  public boolean isSameFile(Path one, Path other, LinkOption... options) throws IOException {
    return KernelErrors.numbered(() -> files.isSameFile(one, other, options));
  }

  // the JDK's FileStore looks for the mount point in a table that a chroot need not have

  @Override
  public long getFileStoreTotalSpace(Path path) throws IOException {
    return files.toAbsolutePath(path).toFile().getTotalSpace();
  }

  @Override
  public long getFileStoreUnallocatedSpace(Path path) throws IOException {
    return files.toAbsolutePath(path).toFile().getFreeSpace();
  }

  @Override
  public long getFileStoreUsableSpace(Path path) throws IOException {
    return files.toAbsolutePath(path).toFile().getUsableSpace();
  }

  @Override
  public long getFileStoreBlockSize(Path path) throws IOException {
    return KernelErrors.numbered(() -> files.getFileStoreBlockSize(path));
  }

  @Override
  public boolean isFileStoreReadOnly(Path path) throws IOException {
    return KernelErrors.numbered(() -> files.isFileStoreReadOnly(path));
  }
}
