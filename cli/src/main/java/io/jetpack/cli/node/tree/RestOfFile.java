package io.jetpack.cli.node.tree;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What follows the value that was found in a JSON file. To take it apart would cost a good part of
 * a short command's time.
 *
 * @param bytes the file
 * @param from the position behind the value
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares these
record RestOfFile(byte[] bytes, int from) {

  /**
   * Whether what was found is what the key leads to: the file is not cut off, and no name with dots
   * in it can lead there before others. When in doubt it is not.
   */
  boolean changesNothing(Key key) {
    return endsAsAnObject() && (key.size() == 1 || !mayHoldLongerName(key));
  }

  private boolean endsAsAnObject() {
    int last = bytes.length - 1;
    while (last >= from && bytes[last] <= ' ' && bytes[last] >= 0) {
      last--;
    }
    return last >= from && bytes[last] == '}';
  }

  /** A longer name is two or more of the key's joined by dots, or hides behind an escape. */
  private boolean mayHoldLongerName(Key key) {
    List<byte[]> parts = new ArrayList<>();
    for (int i = 0; i + 1 < key.size(); i++) {
      String pair = key.between(i, i + 2);
      if (!isPlain(pair)) {
        return true;
      }
      parts.add(pair.getBytes(StandardCharsets.US_ASCII));
    }
    byte[] all = bytes;
    for (int i = from; i < all.length - 1; i++) {
      byte letter = all[i];
      if (letter == '\\' && all[i + 1] == 'u' || letter == '"' && isAnyAt(parts, i + 1)) {
        return true;
      }
    }
    return false;
  }

  private boolean isAnyAt(List<byte[]> parts, int at) {
    for (byte[] part : parts) {
      int i = 0;
      while (i < part.length && at + i < bytes.length && bytes[at + i] == part[i]) {
        i++;
      }
      if (i == part.length) {
        return true;
      }
    }
    return false;
  }

  /** Whether JSON writes a name in one way only. */
  private static boolean isPlain(String name) {
    for (int i = 0; i < name.length(); i++) {
      char letter = name.charAt(i);
      if (letter <= ' ' || letter > '~' || letter == '"' || letter == '\\' || letter == '/') {
        return false;
      }
    }
    return true;
  }
}
