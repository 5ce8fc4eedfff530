package io.jetpack.cli.manual;

import io.jetpack.cli.WordWrap;
import io.jetpack.cli.program.CommandDescription;
import io.jetpack.cli.program.OptionDescription;
import io.jetpack.cli.program.ProgramDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** {@code jetpack.1}, in the macros of man(7). */
final class ManPage {

  /** Of the lines of the source. */
  private static final int WIDTH = 78;

  /** What a paragraph has whose lines must stay as they are. */
  private static final Pattern TABLE = Pattern.compile("(?m)^ |\\S {2,}\\S");

  private final StringBuilder text = new StringBuilder();

  private ManPage() {}

  /**
   * Writes it.
   *
   * @param day of the page, {@code 2026-01-31}
   */
  static String of(ProgramDescription program, String day) {
    return new ManPage().page(program, day);
  }

  private String page(ProgramDescription program, String day) {
    text.append(
        ".TH JETPACK 1 %s \"jetpack %s\" \"User Commands\"\n".formatted(day, program.version()));
    macro("SH", "NAME");
    line("jetpack - agent of a node in a compute cluster");
    macro("SH", "SYNOPSIS");
    roff(
        "\\fBjetpack\\fP [\\fB\\-\\-home\\fP \\fIDIR\\fP] [\\fB\\-\\-verbose\\fP] \\fICOMMAND\\fP ...");
    macro("SH", "DESCRIPTION");
    line(
        "Runs the health checks of this node, decides from their exit codes whether the machine"
            + " deserves to stay, and gives people and scripts one command line to the node.");
    macro("SH", "OPTIONS");
    line("Those of all commands stand before or after the name of the command.");
    program.leadingOptions().forEach(this::option);
    macro("SH", "COMMANDS");
    line("Jars in config/plugins of the home may add further ones;");
    roff("\\fBjetpack plugins\\fP lists all.");
    program.commands().forEach(this::command);
    text.append(REST);
    return text.toString();
  }

  private static final String REST =
      """
      .SH EXIT STATUS
      .TP
      .B 0
      done
      .TP
      .B 1
      it failed
      .TP
      .B 2
      wrong usage
      .TP
      .B 3
      something that it needs is not reachable
      .TP
      .B 4
      a bug of jetpack's own
      .TP
      .B 130
      interrupted
      .PP
      Where a command has further ones, it says so above.
      .SH ENVIRONMENT
      .TP
      .B CYCLECLOUD_HOME
      the agent's home directory
      .TP
      .B JETPACK_JAVA_HOME
      a Java runtime for a distribution that has none of its own;
      \\fBJAVA_HOME\\fP is looked at next
      .TP
      .B JETPACK_\\fIKEY\\fP
      a setting of jetpack.toml, in capital letters and with underscores, such as
      JETPACK_AMQP_URI
      .SH FILES
      Below the home, which is /opt/cycle/jetpack where nothing else is said:
      .TP
      .I config/jetpack.toml
      settings, each with its default and unit
      .TP
      .I config/node.json
      what this node is configured as
      .TP
      .I config/healthcheck.d/
      the checks
      .TP
      .I logs/
      what the agent, its checks and its converges write
      """;

  private void command(CommandDescription command) {
    macro("SS", "jetpack " + command.name());
    String options = command.options().isEmpty() ? "" : " [\\fIOPTION\\fP]...";
    String usage = command.usage().isEmpty() ? "" : " \\fI" + escaped(command.usage()) + "\\fP";
    roff("\\fBjetpack " + escaped(command.name()) + "\\fP" + options + usage);
    macro("PP");
    line(command.sentence());
    command
        .arguments()
        .ifPresent(
            argument -> tagged("\\fI" + escaped(argument.placeholder()) + "\\fP", argument.text()));
    command.options().forEach(this::option);
    if (!command.details().isEmpty()) {
      for (String paragraph : command.details().split("\n\n", -1)) {
        paragraph(paragraph);
      }
    }
  }

  private void paragraph(String paragraph) {
    macro("PP");
    boolean table = TABLE.matcher(paragraph).find();
    if (table) {
      macro("nf");
    }
    if (table) {
      paragraph.lines().map(ManPage::escaped).forEach(this::roff);
      macro("fi");
    } else {
      line(paragraph.replace('\n', ' '));
    }
  }

  private void option(OptionDescription option) {
    List<String> names = new ArrayList<>();
    option.names().forEach(name -> names.add("\\fB" + escaped(name) + "\\fP"));
    String value = option.takesValue() ? " \\fI" + escaped(option.placeholder()) + "\\fP" : "";
    String choices =
        option.choices().isEmpty() ? "" : " (" + String.join(", ", option.choices()) + ")";
    boolean told = option.choices().stream().allMatch(option.text()::contains);
    tagged(String.join(", ", names) + value, option.text() + (told ? "" : choices));
  }

  private void tagged(String tag, String meaning) {
    macro("TP");
    roff(tag);
    line(meaning);
  }

  private void macro(String name, String... words) {
    text.append('.').append(name);
    for (String word : words) {
      String escaped = escaped(word);
      text.append(' ').append(escaped.contains(" ") ? '"' + escaped + '"' : escaped);
    }
    text.append('\n');
  }

  private void line(String plain) {
    WordWrap.lines(escaped(plain), WIDTH).forEach(this::roff);
  }

  /** A dot or an apostrophe at the beginning would be a request. */
  private void roff(String line) {
    boolean request = line.startsWith(".") || line.startsWith("'");
    text.append(request ? "\\&" : "").append(line).append('\n');
  }

  private static String escaped(String plain) {
    return plain.replace("\\", "\\e").replace("-", "\\-");
  }
}
