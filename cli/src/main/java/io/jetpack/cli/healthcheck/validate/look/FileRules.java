package io.jetpack.cli.healthcheck.validate.look;

import io.jetpack.cli.healthcheck.validate.rule.Finding;
import io.jetpack.cli.healthcheck.validate.rule.Rule;
import io.jetpack.cli.healthcheck.validate.rule.Source;
import io.jetpack.runner.Script.Language;
import io.jetpack.runner.Shebang;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The rules for the file itself, whatever is in it. */
final class FileRules {

  private static final Pattern LINE = Pattern.compile("line (\\d+): (.*)", Pattern.DOTALL);
  private static final Pattern LABEL = Pattern.compile("(?m)^\\s*:[A-Za-z_]");
  private static final int OTHERS_WRITE_OR_SET_ID = 06002;

  private final Source source;
  private final Map<String, String> environment;
  private final List<Finding> findings = new ArrayList<>();

  private FileRules(Source source, Map<String, String> environment) {
    this.source = source;
    this.environment = environment;
  }

  static List<Finding> look(Source source, Map<String, String> environment) {
    FileRules rules = new FileRules(source, environment);
    rules.header();
    rules.bytes();
    rules.interpreter();
    rules.mode();
    return rules.findings;
  }

  private void header() {
    if (source.role() != Source.Role.CHECK) {
      return;
    }
    for (String mistake : source.check().mistakes()) {
      Matcher matcher = LINE.matcher(mistake);
      boolean placed = matcher.matches();
      findings.add(
          source.finding(
              Rule.HEADER,
              placed ? Integer.parseInt(matcher.group(1)) : 0,
              0,
              placed ? matcher.group(2) : mistake));
    }
  }

  private void bytes() {
    String text = source.text();
    Language language = source.script().language();
    if (!source.utf8() && language != Language.PYTHON) {
      findings.add(source.finding(Rule.ENCODING, firstGarbled(), 0, "not UTF-8"));
    }
    boolean mark = text.startsWith("\uFEFF");
    if (mark
        && (language != Language.PYTHON
            || text.startsWith("\uFEFF#!") && !source.isInProcessPython())) {
      findings.add(source.finding(Rule.BOM, 1, 0, "a byte order mark before the first line"));
    }
    boolean shebangRuns = source.script().shebang().isPresent() && !source.isInProcessPython();
    int carriageReturn = firstCarriageReturn(text);
    if (language == Language.BATCH) {
      if (LABEL.matcher(text).find() && text.contains("\n") && !text.contains("\r\n")) {
        findings.add(source.finding(Rule.BATCH_LINE_ENDS, 1, 0, "Unix line ends and labels"));
      }
    } else if (carriageReturn > 0 && (source.isShell() || shebangRuns && carriageReturn == 1)) {
      findings.add(source.finding(Rule.CRLF, carriageReturn, 0, "this line ends in CR LF"));
    }
  }

  private int firstGarbled() {
    for (int i = 0; i < source.lines().size(); i++) {
      if (source.lines().get(i).indexOf('\uFFFD') >= 0) {
        return i + 1;
      }
    }
    return 0;
  }

  /** The first line that ends in CR LF, or 0. */
  private static int firstCarriageReturn(String text) {
    int at = text.indexOf("\r\n");
    return at < 0 ? 0 : (int) text.substring(0, at).chars().filter(c -> c == '\n').count() + 1;
  }

  private void interpreter() {
    if (source.isInProcessPython() || source.script().shebang().isEmpty()) {
      return;
    }
    Shebang shebang = source.script().shebang().get();
    String interpreter = shebang.interpreter();
    boolean there = Files.isExecutable(Path.of(interpreter));
    String program = shebang.program();
    boolean env = interpreter.endsWith("/env") && !program.equals("env");
    if (there && env) {
      interpreter = program;
      there = isOnPath(program);
    }
    if (!there && !shebang.carriageReturn()) {
      findings.add(
          source.finding(
              Rule.INTERPRETER, 1, 0, "there is no '%s' on this machine".formatted(interpreter)));
    }
  }

  private boolean isOnPath(String program) {
    return Stream.of(
            environment.getOrDefault("PATH", "/usr/bin:/bin").split(File.pathSeparator, -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  private void mode() {
    try {
      Object mode = Files.getAttribute(source.check().script(), "unix:mode");
      if (mode instanceof Integer bits && (bits & OTHERS_WRITE_OR_SET_ID) != 0) {
        findings.add(source.finding(Rule.OPEN_TO_ALL, 0, 0, "mode %04o".formatted(bits & 07777)));
      }
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      // a file system without modes
    }
  }
}
