package io.jetpack.locker.s3;

import io.jetpack.cli.converge.locker.LockerException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A folder of a bucket.
 *
 * @param bucket its name
 * @param folder without slashes around it; empty for all of the bucket
 */
record S3Address(String bucket, String folder) {

  static final String START = "s3://";

  private static final Pattern FORM =
      Pattern.compile(START + "([a-zA-Z0-9][a-zA-Z0-9._-]+)(?:/+([^?#]*?))?/*");

  /**
   * Reads an address.
   *
   * @throws LockerException when it is none
   */
  static S3Address of(String address) throws LockerException {
    Matcher found = FORM.matcher(address);
    if (!found.matches()) {
      throw new LockerException(
          "'%s' is no address of a bucket; write s3://bucket/folder"
              .formatted(address.replaceAll("[?#].*", "")),
          false);
    }
    String folder = found.group(2);
    return new S3Address(found.group(1), folder == null ? "" : folder);
  }

  /** The key of what lies at a path of the locker. */
  String key(String path) {
    return folder.isEmpty() ? path : folder + "/" + path;
  }

  /** The path in the locker of what has a key. */
  String path(String key) {
    return folder.isEmpty() ? key : key.substring(folder.length() + 1);
  }

  @Override
  public String toString() {
    return START + bucket + (folder.isEmpty() ? "" : "/" + folder);
  }
}
