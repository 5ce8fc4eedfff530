package io.jetpack.cli.healthcheck.validate.shell;

/**
 * A word of a shell command.
 *
 * @param text without its quotes; expansions stay as they are written
 * @param plain whether it has no expansion, so that the text is what the program gets
 */
public record ShellWord(String text, boolean plain, int line, int column) {

  /** Whether it is exactly this. */
  public boolean is(String word) {
    return plain && text.equals(word);
  }
}
