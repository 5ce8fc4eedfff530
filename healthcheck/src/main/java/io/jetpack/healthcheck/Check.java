package io.jetpack.healthcheck;

import io.jetpack.text.PlainText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A script that judges the node's health.
 *
 * @param script its file
 * @param runtime the name of the runner that runs it
 * @param settings what it says about itself
 * @param mistakes why it can not be run as it wants to be, for people; then it is not run at all
 */
public record Check(Path script, String runtime, CheckSettings settings, List<String> mistakes) {

  public Check {
    mistakes = List.copyOf(mistakes);
  }

  /** The same check, not to be run for one reason more. */
  public Check refused(String reason) {
    List<String> all = new ArrayList<>(mistakes);
    all.add(reason);
    return new Check(script, runtime, settings, all);
  }

  /** The same check, run by another runner. */
  public Check in(String otherRuntime) {
    return new Check(script, otherRuntime, settings, mistakes);
  }

  /** The name by which people know it: that of its file. */
  public String name() {
    Path name = script.getFileName();
    return PlainText.line(String.valueOf(name == null ? script : name));
  }
}
