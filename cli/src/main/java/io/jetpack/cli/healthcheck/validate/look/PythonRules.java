package io.jetpack.cli.healthcheck.validate.look;

import io.jetpack.cli.healthcheck.validate.rule.Finding;
import io.jetpack.cli.healthcheck.validate.rule.Rule;
import io.jetpack.cli.healthcheck.validate.rule.Source;
import io.jetpack.cli.healthcheck.validate.shell.ShellWord;
import io.jetpack.runner.Inspection;
import io.jetpack.runner.Inspection.Argument;
import io.jetpack.runner.Inspection.Call;
import io.jetpack.runner.Inspection.Import;
import io.jetpack.runner.Inspection.Reference;
import io.jetpack.runner.Inspection.SyntaxError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The rules for Python scripts, upon what its own compiler tells of them. */
final class PythonRules {

  private static final Set<String> ENDERS =
      Set.of("exit", "quit", "SystemExit", "sys.exit", "os._exit", "builtins.exit");
  private static final Set<String> CHILDREN =
      Set.of(
          "subprocess.run",
          "subprocess.call",
          "subprocess.check_call",
          "subprocess.check_output",
          "subprocess.Popen",
          "subprocess.getoutput",
          "subprocess.getstatusoutput",
          "os.system",
          "os.popen");
  private static final Set<String> LIMITED_CHILDREN =
      Set.of(
          "subprocess.run", "subprocess.call", "subprocess.check_call", "subprocess.check_output");

  /** What takes a time limit, and how many arguments without a name go before it. */
  private static final Set<String> REQUESTS =
      Set.of(
          "requests.get",
          "requests.post",
          "requests.put",
          "requests.head",
          "requests.delete",
          "requests.patch",
          "requests.request");

  private static final Set<String> REFUSED =
      Set.of(
          "os.fork",
          "os.forkpty",
          "os.openpty",
          "os.chroot",
          "os.unshare",
          "os.setns",
          "os.memfd_create",
          "os.eventfd",
          "os.pidfd_open",
          "os.waitid",
          "os.splice",
          "os.mknod",
          "os.sched_setaffinity",
          "os.sched_setscheduler",
          "os.setgroups",
          "os.initgroups",
          "os.setxattr",
          "os.removexattr",
          "os.lockf",
          "pty.fork",
          "pty.openpty",
          "pty.spawn",
          "socket.AF_UNIX",
          "socket.AF_NETLINK",
          "socket.AF_PACKET",
          "socket.SOCK_RAW",
          "multiprocessing.Process",
          "multiprocessing.Pool");

  private static final Pattern HEADER_LIMIT =
      Pattern.compile("(?m)^\\s*#+\\s*jetpack:.*\\btimeout=");

  private final Source source;
  private final Inspection inspection;
  private final List<Finding> findings = new ArrayList<>();

  private PythonRules(Source source, Inspection inspection) {
    this.source = source;
    this.inspection = inspection;
  }

  static List<Finding> look(Source source, Inspection inspection) {
    PythonRules rules = new PythonRules(source, inspection);
    if (!inspection.errors().isEmpty()) {
      inspection.errors().forEach(rules::error);
      return rules.findings;
    }
    rules.formerNames();
    if (source.isInProcessPython()) {
      inspection.imports().forEach(rules::imported);
      rules.refused();
    }
    for (Call call : inspection.calls()) {
      rules.secret(call);
      if (source.role() == Source.Role.CHECK) {
        rules.exit(call);
        rules.limit(call);
      }
    }
    rules.never254();
    return rules.findings;
  }

  private void find(Rule rule, int line, int column, String message) {
    findings.add(source.finding(rule, line, column, message));
  }

  private void error(SyntaxError error) {
    Rule rule = error.formerVersion() ? Rule.PYTHON_2 : Rule.SYNTAX;
    find(rule, error.line(), error.column(), error.message());
  }

  private void formerNames() {
    Set<String> told = new HashSet<>();
    for (Reference reference : inspection.references()) {
      if (reference.formerVersion() && !reference.soft() && told.add(reference.name())) {
        find(
            Rule.PYTHON_2,
            reference.line(),
            reference.column(),
            "'%s' is of Python 2".formatted(reference.name()));
      }
    }
  }

  private void imported(Import module) {
    if (module.available() || module.soft() || inspection.changesSearchPath() || isBeside(module)) {
      return;
    }
    find(
        module.late() ? Rule.LATE_IMPORT : Rule.MISSING_MODULE,
        module.line(),
        module.column(),
        "the in-process Python has no '%s'".formatted(module.module()));
  }

  /** Python looks for modules in the folder of the script first. */
  private boolean isBeside(Import module) {
    String root = module.module().replaceFirst("\\..*", "");
    Path script = source.check().script().toAbsolutePath();
    return Files.exists(script.resolveSibling(root + ".py"))
        || Files.isDirectory(script.resolveSibling(root));
  }

  private void refused() {
    Set<String> told = new HashSet<>();
    for (Reference reference : inspection.references()) {
      if (REFUSED.contains(reference.name()) && !reference.soft() && told.add(reference.name())) {
        find(
            Rule.REFUSED_CALL,
            reference.line(),
            reference.column(),
            "the in-process Python refuses '%s'".formatted(reference.name()));
      }
    }
  }

  private void exit(Call call) {
    if (!ENDERS.contains(call.name()) || call.arguments().isEmpty()) {
      return;
    }
    Argument code = call.arguments().getFirst();
    if (code.number().isPresent()) {
      int number = code.number().getAsInt();
      if (number != 254 && Math.floorMod(number, 256) == 254) {
        find(
            Rule.ACCIDENTAL_254,
            call.line(),
            call.column(),
            "'%s(%d)' is exit code 254".formatted(call.name(), number));
      }
    } else if (CHILDREN.contains(code.call()) && answers254(code.words())) {
      find(
          Rule.STATUS_254,
          call.line(),
          call.column(),
          "'%s' answers 254 for errors of its own, and '%s' passes its status on"
              .formatted(program(code.words()), call.name()));
    }
  }

  private static boolean answers254(List<String> words) {
    return ShellRules.ANSWER_254.contains(program(words));
  }

  private static String program(List<String> words) {
    return words.isEmpty()
        ? ""
        : words.getFirst().strip().split("\\s", 2)[0].replaceFirst(".*/", "");
  }

  private void limit(Call call) {
    if (HEADER_LIMIT.matcher(source.text()).find() || call.hasArgument("timeout")) {
      return;
    }
    boolean anywhere =
        inspection.calls().stream()
            .anyMatch(each ->
                each.name().equals("socket.setdefaulttimeout")
                    || each.name().equals("signal.alarm")
                    || each.name().equals("signal.setitimer"));
    String why = "";
    if (call.name().equals("urllib.request.urlopen") && call.positional() < 3
        || call.name().equals("socket.create_connection") && call.positional() < 2) {
      why = "'%s' without timeout= waits for a server that does not answer".formatted(call.name());
    } else if (REQUESTS.contains(call.name())) {
      why = "'%s' without timeout= waits for a server that does not answer".formatted(call.name());
    } else if (LIMITED_CHILDREN.contains(call.name()) && !call.arguments().isEmpty()) {
      List<ShellWord> words = words(call);
      why =
          HangingPrograms.whyItMayHang(words)
              .map(text -> text + ", and there is no timeout=")
              .orElse("");
    }
    if (!why.isEmpty() && !anywhere) {
      find(Rule.NO_TIME_LIMIT, call.line(), call.column(), why);
    }
  }

  /** The command line of a child, as far as it can be seen. */
  private static List<ShellWord> words(Call call) {
    List<String> texts = call.arguments().getFirst().words();
    List<ShellWord> words = new ArrayList<>();
    boolean line = texts.size() == 1 && texts.getFirst().contains(" ");
    for (String text : line ? List.of(texts.getFirst().split("\\s+")) : texts) {
      words.add(
          new ShellWord(
              text.isEmpty() ? "$hidden" : text, !text.isEmpty(), call.line(), call.column()));
    }
    return words;
  }

  private void secret(Call call) {
    if (CHILDREN.contains(call.name()) && !call.arguments().isEmpty()) {
      List<ShellWord> words = words(call);
      Secrets.on(words)
          .ifPresent(word ->
              find(
                  Rule.SECRET,
                  call.line(),
                  call.column(),
                  "a secret on the command line of '%s'".formatted(words.getFirst().text())));
    }
  }

  private void never254() {
    int header = ConfirmHeader.line(source.lines());
    if (header == 0 || inspection.mentions254() || source.role() != Source.Role.CHECK) {
      return;
    }
    boolean open =
        inspection.calls().stream()
            .filter(call -> ENDERS.contains(call.name()))
            .flatMap(call -> call.arguments().stream())
            .anyMatch(code ->
                code.number().isEmpty() && (code.words().isEmpty() || !code.call().isEmpty()));
    boolean elsewhere =
        source.text().matches("(?s).*\\b(exec|runpy|os\\.exec\\w*|exitcode|__import__)\\b.*");
    if (!open && !elsewhere) {
      find(Rule.NEVER_254, header, 0, "the script never exits with 254");
    }
  }
}
