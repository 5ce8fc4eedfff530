package io.jetpack.cli.node.settings;

import java.util.List;

/**
 * A value as somebody wrote it.
 *
 * @param origin where it is written, for people
 * @param key what was chosen, as it is called there
 * @param words one word, or those of a list
 * @param list whether it was written as a list
 */
record RawValue(String origin, String key, List<String> words, boolean list) {

  RawValue {
    words = List.copyOf(words);
  }

  /** The value for a message. */
  String shown() {
    String text = list ? words.toString() : String.join(" ", words);
    return "'" + text + "'";
  }
}
