package io.jetpack.locker.s3;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/**
 * ETags of S3. That of an object which was uploaded in one piece is its MD5 sum, unless it is
 * encrypted with a key of somebody's own (Amazon S3 API Reference, "Object").
 */
final class ETags {

  private static final Pattern MD5 = Pattern.compile("\"?([0-9a-f]{32})\"?");

  private ETags() {}

  /** The sum that an answer tells; empty when its ETag is none. */
  static Optional<String> md5(GetObjectResponse answer) {
    boolean plain =
        answer.sseCustomerAlgorithm() == null
            && (answer.serverSideEncryption() == null
                || answer.serverSideEncryption() == ServerSideEncryption.AES256);
    Matcher found = MD5.matcher(String.valueOf(answer.eTag()));
    return plain && found.matches() ? Optional.of(found.group(1)) : Optional.empty();
  }

  static String md5(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file);
        DigestInputStream digest = new DigestInputStream(in, MessageDigest.getInstance("MD5"))) {
      long ignored = digest.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(digest.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
