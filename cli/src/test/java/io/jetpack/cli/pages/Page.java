package io.jetpack.cli.pages;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A page in Markdown.
 *
 * @param path from the root of the checkout
 */
record Page(Path path, String text) {

  private static final Pattern FENCED =
      Pattern.compile("^```.*?^```$", Pattern.MULTILINE | Pattern.DOTALL);
  private static final Pattern INDENTED =
      Pattern.compile("(?<=\\n\\n)(?:(?: {4}.*)?\\n)*(?: {4}.*)\\n");
  private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(([^)\\s]+)\\)");
  private static final Pattern NAME = Pattern.compile("`([^`]+)`");
  private static final Pattern HEADING = Pattern.compile("^#+ +(.+)$", Pattern.MULTILINE);
  private static final Pattern SHOWN_COMMAND =
      Pattern.compile(
          "^ {4}[$#] .*?((?<=\\s)(?:\\S*/bin/|\\./)?jetpack .*?)(?: [|#] .*)?$", Pattern.MULTILINE);

  int words() {
    return text.strip().split("\\s+").length;
  }

  /** Where its links lead, as it is written there. */
  List<String> links() {
    return found(LINK, prose());
  }

  /** What stands in backticks, on one line. */
  List<String> names() {
    return found(NAME, prose()).stream().map(Page::onOneLine).toList();
  }

  /** What it shows to be typed behind a prompt, from the name of the program on. */
  List<String> shownCommands() {
    return found(SHOWN_COMMAND, text);
  }

  /** The anchors of its headings, as GitHub makes them. */
  Set<String> anchors() {
    Set<String> anchors = new LinkedHashSet<>();
    Map<String, Integer> seen = new HashMap<>();
    for (String heading : found(HEADING, prose())) {
      String anchor =
          heading
              .strip()
              .toLowerCase(Locale.ROOT)
              .replaceAll("[^\\p{L}\\p{N} _-]", "")
              .replace(' ', '-');
      int before = seen.merge(anchor, 1, Integer::sum) - 1;
      anchors.add(before == 0 ? anchor : anchor + "-" + before);
    }
    return anchors;
  }

  private String prose() {
    String withoutFenced = FENCED.matcher(text).replaceAll("");
    return INDENTED.matcher(withoutFenced).replaceAll("\n");
  }

  private static String onOneLine(String name) {
    return name.replaceAll("\\s+", " ").strip();
  }

  private static List<String> found(Pattern pattern, String text) {
    return new ArrayList<>(
        pattern.matcher(text).results().map((MatchResult found) -> found.group(1)).toList());
  }
}
