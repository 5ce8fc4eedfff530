package io.jetpack.cli.install;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;

/**
 * The files of a program in the folder of a distribution: everything but what belongs to a node.
 *
 * @param folder of the distribution
 */
record Program(Path folder) {

  private static final Set<String> OF_THE_NODE = Set.of("config", "logs", "run", "scripts");

  /** What comes along of them, to be the first settings of a node. */
  static final String SETTINGS = "config/jetpack.toml";

  /** Python writes these beside its modules. */
  private static final String LEFTOVERS = "__pycache__";

  private static final int SHORT_HEX = 12;
  private static final int BUFFER_BYTES = 1 << 16;

  /**
   * @throws Obstacle when it is no distribution
   */
  static Program in(Path folder) throws IOException {
    if (!Files.isExecutable(folder.resolve("bin/jetpack"))
        || !Files.isDirectory(folder.resolve("system/lib"))) {
      throw new Obstacle(
          "'%s' is no unpacked distribution of jetpack: bin/jetpack or system/lib is missing; unpack the archive again"
              .formatted(folder));
    }
    return new Program(folder);
  }

  /** All files, folders and links, relative to the folder, each folder before what is in it. */
  List<Path> paths() throws IOException {
    try (Stream<Path> found = Files.walk(folder)) {
      return found
          .map(folder::relativize)
          .filter(path -> !path.toString().isEmpty() && isOurs(path))
          .sorted()
          .toList();
    }
  }

  private static boolean isOurs(Path path) {
    if (path.endsWith(LEFTOVERS) || path.toString().contains("/" + LEFTOVERS + "/")) {
      return false;
    }
    boolean settings = Path.of(SETTINGS).startsWith(path);
    return settings || !OF_THE_NODE.contains(path.getName(0).toString());
  }

  long bytes() throws IOException {
    long sum = 0;
    for (Path path : paths()) {
      Path file = folder.resolve(path);
      if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        sum += Files.size(file);
      }
    }
    return sum;
  }

  static boolean isProgram(Path file) {
    return Files.isExecutable(file);
  }

  /** A short word that two folders share only when all their files are alike. */
  String fingerprint() throws IOException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
    for (Path path : paths()) {
      String line = path + "\t" + nature(folder.resolve(path)) + "\n";
      digest.update(line.getBytes(StandardCharsets.UTF_8));
    }
    return HexFormat.of().formatHex(digest.digest()).substring(0, SHORT_HEX);
  }

  /** A checksum is enough, since nobody is to be kept from forging it: root owns both folders. */
  private static String nature(Path file) throws IOException {
    if (Files.isSymbolicLink(file)) {
      return "link " + Files.readSymbolicLink(file);
    }
    if (Files.isDirectory(file)) {
      return "folder";
    }
    CRC32C sum = new CRC32C();
    byte[] buffer = new byte[BUFFER_BYTES];
    long size = 0;
    try (CheckedInputStream in = new CheckedInputStream(Files.newInputStream(file), sum)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        size += read;
      }
    }
    return "file %d %x %s".formatted(size, sum.getValue(), isProgram(file));
  }
}
