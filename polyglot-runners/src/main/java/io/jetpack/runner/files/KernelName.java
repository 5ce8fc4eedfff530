package io.jetpack.runner.files;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The bytes of a path or of one name in it, as the kernel knows them: those of a {@link Path} that
 * was listed under another charset are not those of its text.
 */
final class KernelName {

  private final byte[] bytes;

  private KernelName(byte[] bytes) {
    this.bytes = bytes;
  }

  static KernelName of(byte[] bytes) {
    return new KernelName(bytes.clone());
  }

  /** A name of ours, of ASCII characters. */
  static KernelName of(String plain) {
    return new KernelName(plain.getBytes(StandardCharsets.US_ASCII));
  }

  /**
   * A whole path.
   *
   * @param directory absolute, and an existing directory
   */
  static KernelName ofPath(Path directory) {
    return new KernelName(withoutSlash(decoded(directory.toUri().getRawPath())));
  }

  /** The last name of a path. Nothing is asked about the file itself, which may not answer. */
  static KernelName ofLast(Path path) {
    // the JDK looks whether it is a directory: below the root that costs nothing
    byte[] below =
        withoutSlash(decoded(Path.of("/").resolve(path.getFileName()).toUri().getRawPath()));
    return new KernelName(Arrays.copyOfRange(below, 1, below.length));
  }

  /** The URI of a directory ends with one, for which the longest paths have no room. */
  private static byte[] withoutSlash(byte[] path) {
    boolean ends = path.length > 1 && path[path.length - 1] == '/';
    return ends ? Arrays.copyOf(path, path.length - 1) : path;
  }

  /** A URI of a file holds each byte, as it is or as {@code %XX}. */
  private static byte[] decoded(String raw) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      if (raw.charAt(i) == '%') {
        bytes.write(Integer.parseInt(raw, i + 1, i + 3, 16));
        i += 2;
      } else {
        bytes.write(raw.charAt(i));
      }
    }
    return bytes.toByteArray();
  }

  byte[] bytes() {
    return bytes;
  }
}
