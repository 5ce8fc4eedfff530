package io.jetpack.cli;

import java.util.ArrayList;
import java.util.List;

/** Breaks text between words. */
public final class WordWrap {

  private WordWrap() {}

  /** The lines of a text, none wider than this, unless a single word is. */
  public static List<String> lines(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
