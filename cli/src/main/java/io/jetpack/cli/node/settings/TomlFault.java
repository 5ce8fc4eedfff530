package io.jetpack.cli.node.settings;

/**
 * What is wrong in a TOML text, in words.
 *
 * @param line from 1
 * @param column from 1, or 0 where it is the whole line
 * @param what is wrong there
 * @param advice what to write instead
 */
record TomlFault(int line, int column, String what, String advice) {

  /** Ends the look at a text. */
  static final class Found extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient TomlFault fault;

    Found(TomlFault fault) {
      super(fault.what(), null, false, false);
      this.fault = fault;
    }

    TomlFault fault() {
      return fault;
    }
  }
}
