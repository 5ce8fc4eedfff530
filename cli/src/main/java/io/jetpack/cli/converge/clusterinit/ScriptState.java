package io.jetpack.cli.converge.clusterinit;

/** What a converge does about a script. */
public enum ScriptState {
  /** It runs. */
  TO_RUN("runs"),
  /** It has run to its success. */
  DONE("has already run successfully"),
  /** It has, and was edited since. */
  EDITED("has already run successfully, and was edited since; --rerun-changed runs it again");

  private final String words;

  ScriptState(String words) {
    this.words = words;
  }

  /** For people. */
  public String words() {
    return words;
  }
}
