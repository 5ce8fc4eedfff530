package io.jetpack.cli.message.broker;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The bytes of a message. Immutable: who gets the bytes does not change them. */
public final class Body {

  private final byte[] bytes;

  private Body(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A body of these bytes, which are not copied. */
  public static Body of(byte[] bytes) {
    return new Body(bytes);
  }

  /** A body of a text, in UTF-8. */
  public static Body of(String text) {
    return new Body(text.getBytes(StandardCharsets.UTF_8));
  }

  /** All bytes, not copied, for reading only. */
  public byte[] bytes() {
    return bytes;
  }

  /** How many there are. */
  public int length() {
    return bytes.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Body body && Arrays.equals(bytes, body.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return bytes.length + " bytes";
  }
}
