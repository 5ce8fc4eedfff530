package io.jetpack.cli.converge.locker;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * A file in a locker.
 *
 * @param path from the locker's root on, with slashes
 * @param sizeBytes how large it is, where that is known
 * @param stamp changes whenever the content does: an ETag, a time; empty when nothing tells
 * @param sha256 the checksum in lower-case hexadecimal, where the locker has one
 * @param executable whether it is known to be a program
 */
public record LockerFile(
    String path,
    OptionalLong sizeBytes,
    Optional<String> stamp,
    Optional<String> sha256,
    boolean executable) {

  /** What is compared to know whether the content is still the same; empty when nothing tells. */
  Optional<String> identity() {
    return sha256.map(sum -> "sha256:" + sum).or(() -> stamp);
  }
}
