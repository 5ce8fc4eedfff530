package io.jetpack.cli.converge.clusterinit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The file that says that a script has run to its success, whoever wrote it: what counts is that it
 * is there. Ours also hold the script's checksum.
 *
 * @param file where it is
 */
record Marker(Path file) {

  private static final Pattern SHA256 = Pattern.compile("\"sha256\": \"([0-9a-f]{64})\"");
  private static final int LIMIT_BYTES = 4096;

  boolean exists() {
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
  }

  /** The checksum of the script as it was then; empty when the marker does not tell. */
  Optional<String> sha256() {
    try (InputStream in = Files.newInputStream(file)) {
      Matcher found =
          SHA256.matcher(new String(in.readNBytes(LIMIT_BYTES), StandardCharsets.UTF_8));
      return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** What ours hold. */
  static byte[] text(String sha256, Instant started) {
    return "{\"sha256\": \"%s\", \"started\": \"%s\"}\n"
        .formatted(sha256, started)
        .getBytes(StandardCharsets.UTF_8);
  }

  static String sha256(Path script) throws IOException {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(script)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
