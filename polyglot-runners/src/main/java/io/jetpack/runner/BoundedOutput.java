package io.jetpack.runner;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Takes any amount of bytes and keeps the first and the last of them.
 *
 * <p>Writing never blocks and never fails, so a script is never held up by its own output. Memory
 * grows with what is written, up to the limit. Safe for use by many threads.
 */
public final class BoundedOutput extends OutputStream {

  private static final int FIRST_SIZE = 512;

  private final int headLimit;
  private final int tailLimit;
  private byte[] head = new byte[0];
  private byte[] tail = new byte[0];
  private int headLength;
  private long tailWritten;
  private long total;

  /**
   * @param limitBytes how many bytes are kept: half of them from the start, half from the end
   */
  public BoundedOutput(int limitBytes) {
    this.headLimit = limitBytes - limitBytes / 2;
    this.tailLimit = limitBytes / 2;
  }

  @Override
  public void write(int value) {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) {
    total += length;
    int toHead = Math.min(length, headLimit - headLength);
    if (toHead > 0) {
      head = grown(head, headLength + toHead, headLimit);
      System.arraycopy(bytes, offset, head, headLength, toHead);
      headLength += toHead;
    }
    int rest = length - Math.max(toHead, 0);
    if (rest > 0 && tailLimit > 0) {
      writeTail(bytes, offset + length - rest, rest);
    }
  }

  private void writeTail(byte[] bytes, int offset, int length) {
    int skipped = Math.max(0, length - tailLimit);
    int kept = length - skipped;
    if (tailWritten < tailLimit) {
      tail = grown(tail, (int) Math.min(tailLimit, tailWritten + length), tailLimit);
      if (tailWritten + length > tailLimit && tail.length < tailLimit) {
        tail = Arrays.copyOf(tail, tailLimit);
      }
    }
    int position = (int) ((tailWritten + skipped) % tailLimit);
    int first = Math.min(kept, tailLimit - position);
    System.arraycopy(bytes, offset + skipped, tail, position, first);
    System.arraycopy(bytes, offset + skipped + first, tail, 0, kept - first);
    tailWritten += length;
  }

  private static byte[] grown(byte[] array, int needed, int limit) {
    if (needed <= array.length) {
      return array;
    }
    int size = Math.max(FIRST_SIZE, Math.max(needed, array.length * 2));
    return Arrays.copyOf(array, Math.min(size, limit));
  }

  /** How many bytes were written so far. */
  public synchronized long totalBytes() {
    return total;
  }

  /** What was written so far. */
  public synchronized CapturedOutput captured() {
    int tailLength = (int) Math.min(tailWritten, tailLimit);
    byte[] end = new byte[tailLength];
    if (tailWritten <= tailLimit) {
      System.arraycopy(tail, 0, end, 0, tailLength);
    } else {
      int start = (int) (tailWritten % tailLimit);
      System.arraycopy(tail, start, end, 0, tailLimit - start);
      System.arraycopy(tail, 0, end, tailLimit - start, start);
    }
    long omitted = total - headLength - tailLength;
    if (omitted == 0) {
      byte[] all = Arrays.copyOf(head, headLength + tailLength);
      System.arraycopy(end, 0, all, headLength, tailLength);
      return new CapturedOutput(new String(all, StandardCharsets.UTF_8), total, 0);
    }
    int headEnd = wholeCharactersEnd(head, headLength);
    int tailStart = wholeCharactersStart(end);
    omitted += headLength - headEnd + tailStart;
    String text =
        new String(head, 0, headEnd, StandardCharsets.UTF_8)
            + "\n... "
            + omitted
            + " bytes left out ...\n"
            + new String(end, tailStart, tailLength - tailStart, StandardCharsets.UTF_8);
    return new CapturedOutput(text, total, omitted);
  }

  /** Where a cut at {@code length} would split a character, the place before that character. */
  private static int wholeCharactersEnd(byte[] bytes, int length) {
    for (int back = 1; back <= 3 && back <= length; back++) {
      int value = bytes[length - back] & 0xFF;
      if (value >= 0xC0) {
        int size = value >= 0xF0 ? 4 : value >= 0xE0 ? 3 : 2;
        return size > back ? length - back : length;
      }
      if (value < 0x80) {
        return length;
      }
    }
    return length;
  }

  private static int wholeCharactersStart(byte[] bytes) {
    int start = 0;
    while (start < 3 && start < bytes.length && (bytes[start] & 0xC0) == 0x80) {
      start++;
    }
    return start;
  }
}
