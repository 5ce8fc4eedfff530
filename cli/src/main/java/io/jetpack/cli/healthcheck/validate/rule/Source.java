package io.jetpack.cli.healthcheck.validate.rule;

import io.jetpack.healthcheck.Check;
import io.jetpack.runner.Script;
import java.util.List;

/**
 * A script that is looked at, with its text in memory.
 *
 * @param check its settings and its runner
 * @param script how it is taken
 * @param text its content, what is no UTF-8 replaced
 * @param lines the same in lines without their ends
 * @param utf8 whether its bytes are UTF-8
 * @param role what it is for
 */
public record Source(
    Check check, Script script, String text, List<String> lines, boolean utf8, Role role) {

  /** What a script is for, since not every rule is for every script. */
  public enum Role {
    /** A health check. */
    CHECK,
    /** A script of a project, run once when a node joins. */
    INIT
  }

  public Source {
    lines = List.copyOf(lines);
  }

  /** The source of a check. */
  public static Source of(Check check, String text, boolean utf8, Role role) {
    List<String> lines = List.of(text.split("\r?\n", -1));
    return new Source(check, Script.of(check.script()), text, lines, utf8, role);
  }

  /** Whether a shell of the Bourne family runs it. */
  public boolean isShell() {
    return script.language() == Script.Language.SHELL || !shell().isEmpty();
  }

  /** The shell that runs it, by name: {@code bash}, {@code sh}...; empty when none does. */
  public String shell() {
    if (script.shebang().isPresent() && script.language() != Script.Language.BATCH) {
      String program = script.shebang().get().program();
      return List.of("bash", "sh", "dash", "ksh", "ash").contains(program) ? program : "";
    }
    return script.language() == Script.Language.SHELL ? "bash" : "";
  }

  /** Whether it runs in the Python of the agent. */
  public boolean isInProcessPython() {
    return check.runtime().equals("python");
  }

  /** Whether it is a Python script, whoever runs it. */
  public boolean isPython() {
    return script.language() == Script.Language.PYTHON;
  }

  /** A finding in this script. */
  public Finding finding(Rule rule, int line, int column, String message) {
    return Finding.of(rule, check.script(), line, column, message);
  }
}
