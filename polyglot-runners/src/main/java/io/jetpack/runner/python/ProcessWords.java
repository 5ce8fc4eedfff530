package io.jetpack.runner.python;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Words in a script that speak of its own process, which it has not in the agent's: known before
 * the script has done anything. What they miss, in a helper of the script for example, is found
 * when it is called, and the run begins again.
 */
public final class ProcessWords {

  private static final Pattern WORDS =
      Pattern.compile(
          "\\b(getpid|getpgrp|umask|setrlimit|prlimit|setpriority|nice)\\s*\\("
              + "|\\b(O_NONBLOCK|PPID)\\b|\\(process\\)d|/dev/fd/"
              + "|/proc/(thread-)?self/"
              + "(?!(mounts|mountinfo|mountstats|cgroup|cpuset|net|loginuid|fd/[012])\\b)");

  private ProcessWords() {}

  /** Whether a script names what only a process of its own has. */
  public static boolean areIn(byte[] source) {
    return WORDS.matcher(new String(source, StandardCharsets.ISO_8859_1)).find();
  }
}
