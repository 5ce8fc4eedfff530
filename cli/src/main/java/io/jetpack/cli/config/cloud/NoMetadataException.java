package io.jetpack.cli.config.cloud;

/** There is no metadata to be had; the message says why, as the end of a sentence. */
final class NoMetadataException extends Exception {

  private static final long serialVersionUID = 1;

  NoMetadataException(String message) {
    super(message);
  }
}
