package io.jetpack.locker.azure;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A checksum as blobs have it.
 *
 * @param text in lower-case hexadecimal
 */
record Md5(String text) {

  Md5(byte[] sum) {
    this(HexFormat.of().formatHex(sum));
  }

  static Md5 of(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file);
        DigestInputStream digest = new DigestInputStream(in, MessageDigest.getInstance("MD5"))) {
      long ignored = digest.transferTo(OutputStream.nullOutputStream());
      return new Md5(digest.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
