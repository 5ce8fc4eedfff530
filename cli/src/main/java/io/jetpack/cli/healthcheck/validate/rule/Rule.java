package io.jetpack.cli.healthcheck.validate.rule;

import static io.jetpack.cli.healthcheck.validate.rule.Severity.ERROR;
import static io.jetpack.cli.healthcheck.validate.rule.Severity.WARNING;

import java.util.Locale;

/** What a script must keep. The page of the rules is made from this; an id never changes. */
public enum Rule {
  NOT_TAKEN(
      WARNING,
      "an executable file among the checks that is taken for none",
      "it looks like a check, and no node will ever run it",
      "give it an extension or a first line such as #!/bin/bash, or keep it elsewhere"),
  UNREADABLE(
      ERROR,
      "a check that can not be read, is empty, or is no text",
      "it is unknown on every node",
      "name a script that can be read"),
  NOT_ANALYZED(
      WARNING,
      "a script that the validation itself failed to read",
      "an error of Jetpack: of this script only the findings of other programs are known",
      "report it, with the script; try the check with --run meanwhile"),
  HEADER(
      ERROR,
      "a mistake in the line '# jetpack: ...'",
      "the check is not run at all, and unknown",
      "correct the setting"),
  ENCODING(
      WARNING,
      "a script that is not UTF-8",
      "what it says reaches people garbled",
      "save it as UTF-8"),
  BOM(
      ERROR,
      "a byte order mark at the start of a shell script or batch file",
      "the first line is not understood: neither as #! nor as @echo off",
      "save it as UTF-8 without a byte order mark"),
  CRLF(
      ERROR,
      "line ends of Windows in a script for a Unix shell",
      "each line ends with a character that becomes part of its last word",
      "convert it, and tell git: '*.sh text eol=lf' in .gitattributes"),
  BATCH_LINE_ENDS(
      WARNING,
      "Unix line ends in a batch file that has labels",
      "cmd.exe may miss a label, depending on where in the file it lies",
      "convert it, and tell git: '*.bat text eol=crlf' in .gitattributes"),
  INTERPRETER(
      WARNING,
      "a first line that names an interpreter which this machine lacks",
      "where the node lacks it too, the check can not start and is unknown",
      "install it on the nodes, or correct the line"),
  OPEN_TO_ALL(
      WARNING,
      "a script that every user may change, or that has set-user-ID bits",
      "nodes run it as root",
      "chmod o-w,u-s,g-s"),
  SYNTAX(
      ERROR,
      "a syntax error",
      "the check ends before it has looked at anything, and is unknown",
      "correct the line"),
  PYTHON_2(
      ERROR,
      "Python 2",
      "Python 3 runs it, in process and outside; it ends with an error",
      "port it to Python 3"),
  BATCH_STRUCTURE(
      ERROR,
      "a label that is not there, or parentheses that do not match, in a batch file",
      "cmd.exe ends the script there",
      "correct the line"),
  MISSING_MODULE(
      ERROR,
      "an import of a module that the in-process Python lacks",
      "the check ends with ModuleNotFoundError and is unknown",
      "use the standard library, or write '# jetpack: runtime=process' near the top and install the"
          + " module on the nodes"),
  LATE_IMPORT(
      WARNING,
      "an import, within a function, of a module that the in-process Python lacks",
      "the check ends with ModuleNotFoundError when it comes there",
      "use the standard library, or write '# jetpack: runtime=process' near the top and install the"
          + " module on the nodes"),
  REFUSED_CALL(
      ERROR,
      "a call that the in-process Python refuses",
      "the check ends with an error when it comes there",
      "do without it, or write '# jetpack: runtime=process' near the top"),
  ACCIDENTAL_254(
      ERROR,
      "an exit code that becomes 254 without saying so, such as -2 or 510",
      "254 ends the node",
      "exit with 254 to end the node, with any other code from 1 to 253 for an error"),
  STATUS_254(
      ERROR,
      "a program that answers 254 for errors of its own decides how the script ends",
      "aws answers 254 when a service refuses a call, npm when a file is missing: a hiccup ends a"
          + " healthy node",
      "take its status and exit with a code of your own: 'aws ... || exit 3'"),
  NEVER_254(
      WARNING,
      "a header that says confirm=, in a script that can not exit with 254",
      "confirm= counts how often the check asks for termination; this one never does",
      "exit with 254 where the node should go, or remove confirm="),
  SILENT_254(
      WARNING,
      "a shell script that exits with 254 before it has said why",
      "a shell ends with 254, too, when it cannot start a process: without a word, termination is"
          + " requested only after a second run that says the same",
      "say why on stderr first: echo \"disk sda is dead\" >&2; exit 254"),
  NO_TIME_LIMIT(
      WARNING,
      "a program or call that may hang, without a time limit",
      "the check ends at its own limit, two minutes, and nobody knows what hung",
      "put 'timeout 10' before it, use its own option, or set timeout= in the header"),
  SECRET(
      WARNING,
      "a password or token on a command line",
      "every user of the node sees it in the list of processes",
      "pass it by a file that only root can read, by standard input or by the environment"),
  UNKNOWN_RULE(
      WARNING,
      "an ignore= that names no rule",
      "what was meant to be ignored is not",
      "write one of the ids of this page, or an id of shellcheck such as SC2086"),
  PROJECT_FILE(
      ERROR,
      "a project without a usable project.ini",
      "its name or version is not known, so it can not be uploaded",
      "write [project] with name= and version="),
  MISSING_SPEC(
      ERROR,
      "a spec that is not there, or a project or spec with nothing in it",
      "a cluster that asks for it fails to converge, or does nothing",
      "add specs/NAME/cluster-init/scripts, or remove what names it"),
  NAME_ORDER(
      WARNING,
      "scripts whose order by bytes is not the order of their numbers",
      "scripts run in the order of bytes: 100_x.sh comes before 10_y.sh",
      "write all numbers with as many digits: 010_y.sh, 100_x.sh"),
  RUN_TERMINATE(
      ERROR,
      "a run that ended with 254",
      "it would have ended this machine, which is no sick node",
      "correct the check; with --expect terminate that is what should happen"),
  RUN_EXPECTED_TERMINATE(
      ERROR,
      "a run that did not end with 254 although --expect terminate was given",
      "the check would not have ended the node",
      "correct the check, or what it looks at"),
  RUN_FAILED(
      ERROR,
      "a run that timed out, did not start, was killed, or ended with an exception",
      "such a check says nothing about a node",
      "correct the check, or what it needs"),
  RUN_UNKNOWN(
      WARNING,
      "a run that ended with a code other than 0 and 254",
      "the check is unknown, which people are told and nothing else",
      "see whether that is right for this machine"),
  LEFT_PROCESSES(
      WARNING,
      "processes that were still there when the check had ended",
      "they are killed after each run",
      "end them in the script, or write daemons=keep in the header"),
  LEFT_THREADS(
      WARNING,
      "threads that were still there when the check had ended",
      "the in-process Python is thrown away after each run: all runs are as slow as the first",
      "end them with the script: join them"),
  LEFT_FILES(
      WARNING,
      "temporary files that were still there when the check had ended",
      "each run leaves more of them, until the disk is full",
      "remove them: trap 'rm -f \"$file\"' EXIT, or with tempfile.TemporaryDirectory"),
  WORKING_DIRECTORY(
      ERROR,
      "a check that ends well in its own folder only",
      "nodes run it in a scratch directory",
      "find files beside the script by its own path: ${BASH_SOURCE[0]}, __file__"),
  SECOND_RUN(
      ERROR,
      "a second run that ended otherwise than the first",
      "nodes run it every few minutes",
      "make each run independent of the one before");

  private final Severity severity;
  private final String what;
  private final String why;
  private final String mend;

  Rule(Severity severity, String what, String why, String mend) {
    this.severity = severity;
    this.what = what;
    this.why = why;
    this.mend = mend;
  }

  /** As it is written in reports and in {@code ignore=}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public Severity severity() {
    return severity;
  }

  /** What is found. */
  public String what() {
    return what;
  }

  /** Why it matters on a node. */
  public String why() {
    return why;
  }

  /** What to do about it. */
  public String mend() {
    return mend;
  }
}
