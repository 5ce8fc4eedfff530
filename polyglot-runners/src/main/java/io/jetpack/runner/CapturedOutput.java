package io.jetpack.runner;

/**
 * What a script wrote to one stream, cut in the middle when it was more than the limit.
 *
 * @param text the bytes read as UTF-8; what is no UTF-8 is shown as U+FFFD; where bytes were left
 *     out, a line in between says how many
 * @param totalBytes how many bytes the script wrote
 * @param omittedBytes how many of them are not in {@code text}
 */
public record CapturedOutput(String text, long totalBytes, long omittedBytes) {

  public static final CapturedOutput EMPTY = new CapturedOutput("", 0, 0);

  /** Whether all of what the script wrote is here. */
  public boolean isWhole() {
    return omittedBytes == 0;
  }
}
