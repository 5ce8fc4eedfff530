package io.jetpack.samples;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** The commands that a page shows, each with what it says that they print. */
final class ShownCommands {

  /** A command without its prompt, and the lines below it. */
  record Shown(String command, List<String> output) {
    Shown {
      output = List.copyOf(output);
    }
  }

  private static final String INDENT = "    ";
  private static final String PROMPT = INDENT + "$ ";

  private ShownCommands() {}

  /**
   * Those of a section, in their order.
   *
   * @param page from the root of the checkout
   */
  static List<Shown> of(String page, String heading) throws IOException {
    List<Shown> found = new ArrayList<>();
    boolean inSection = false;
    boolean inOutput = false;
    for (String line : Files.readAllLines(Distribution.ROOT.resolve(page))) {
      if (line.startsWith("## ")) {
        inSection = line.equals("## " + heading);
        inOutput = false;
      } else if (inSection && line.startsWith(PROMPT)) {
        found.add(new Shown(line.substring(PROMPT.length()), List.of()));
        inOutput = true;
      } else if (inOutput && (line.startsWith(INDENT) || line.isEmpty())) {
        Shown last = found.removeLast();
        List<String> output = new ArrayList<>(last.output());
        output.add(line.strip());
        found.add(new Shown(last.command(), output));
      } else {
        inOutput = false;
      }
    }
    return found;
  }
}
