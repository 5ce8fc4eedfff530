package io.jetpack.cli.healthcheck.validate.look;

import io.jetpack.cli.healthcheck.validate.rule.Finding;
import io.jetpack.cli.healthcheck.validate.rule.Rule;
import io.jetpack.cli.healthcheck.validate.rule.Source;
import io.jetpack.runner.Inspection;
import io.jetpack.runner.ScriptRunners;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Applies all rules that need no run to many scripts: Python, the shells and shellcheck side by
 * side.
 */
public final class ScriptRules {

  /** From so many scripts on a second shellcheck pays. */
  private static final int MANY = 8;

  private final ScriptRunners runners;
  private final Map<String, String> environment;
  private final List<String> notes = new ArrayList<>();

  /**
   * @param runners who know their languages; closed by their owner
   * @param environment where programs are looked for
   */
  public ScriptRules(ScriptRunners runners, Map<String, String> environment) {
    this.runners = runners;
    this.environment = Map.copyOf(environment);
  }

  /** What people should know about how the scripts were looked at. */
  public List<String> notes() {
    return List.copyOf(notes);
  }

  /**
   * The findings in each script, in the order of the scripts and of their lines.
   *
   * @throws InterruptedException when the calling thread is interrupted
   */
  public List<List<Finding>> look(List<Source> sources) throws InterruptedException {
    List<Source> python = sources.stream().filter(Source::isPython).toList();
    List<Source> shell = sources.stream().filter(Source::isShell).toList();
    Map<Path, List<Finding>> found = new HashMap<>();
    try (Tools tools = new Tools(runners, environment);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      boolean shellcheck = tools.has(Shellcheck.PROGRAM);
      List<Callable<List<Finding>>> work = new ArrayList<>();
      // what takes longest begins first
      work.add(() -> python(python));
      if (shellcheck) {
        int half = shell.size() >= MANY ? shell.size() / 2 : shell.size();
        work.add(() -> Shellcheck.look(tools, shell.subList(0, half)));
        work.add(() -> Shellcheck.look(tools, shell.subList(half, shell.size())));
      } else if (!shell.isEmpty()) {
        notes.add("shellcheck is not installed: what it would find in shell scripts is missing");
      }
      work.add(() -> ShellSyntax.look(tools, shell));
      work.add(() -> others(sources));
      for (Future<List<Finding>> each : threads.invokeAll(work)) {
        for (Finding finding : each.get()) {
          found.computeIfAbsent(finding.file(), file -> new ArrayList<>()).add(finding);
        }
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("scripts could not be looked at: " + e.getCause(), e);
    }
    return sources.stream()
        .map(source -> inOrder(source, found.getOrDefault(source.check().script(), List.of())))
        .toList();
  }

  private static List<Finding> inOrder(Source source, List<Finding> found) {
    boolean broken = found.stream().anyMatch(each -> each.rule().equals(Rule.SYNTAX.id()));
    return Ignores.of(source).apply(found).stream()
        // what shellcheck says of a script that the shell refuses is the same once more
        .filter(each -> !broken || !each.rule().startsWith("SC"))
        .filter(each -> !each.rule().equals(Shellcheck.EXIT_STATUS) || !isAccident(found, each))
        .sorted(
            Comparator.comparingInt(Finding::line)
                .thenComparingInt(Finding::column)
                .thenComparing(Finding::rule))
        .toList();
  }

  /** Our own rule says of an exit code what it means on a node. */
  private static boolean isAccident(List<Finding> found, Finding finding) {
    return found.stream()
        .anyMatch(
            each -> each.rule().equals(Rule.ACCIDENTAL_254.id()) && each.line() == finding.line());
  }

  private List<Finding> python(List<Source> sources) throws InterruptedException {
    List<Path> paths = sources.stream().map(source -> source.check().script()).toList();
    List<Finding> findings = new ArrayList<>();
    if (!runners.names().contains("python")) {
      return findings;
    }
    List<Optional<Inspection>> inspections = runners.inspect("python", paths);
    for (int i = 0; i < inspections.size(); i++) {
      Source source = sources.get(i);
      inspections
          .get(i)
          .ifPresent(inspection ->
              findings.addAll(Analysis.of(source, () -> PythonRules.look(source, inspection))));
    }
    return findings;
  }

  private List<Finding> others(List<Source> sources) {
    List<Finding> findings = new ArrayList<>();
    for (Source source : sources) {
      findings.addAll(FileRules.look(source, environment));
      findings.addAll(Analysis.of(source, () -> byLanguage(source)));
    }
    return findings;
  }

  private static List<Finding> byLanguage(Source source) {
    if (source.isShell()) {
      return ShellRules.look(source);
    }
    return switch (source.script().language()) {
      case BATCH -> BatchRules.look(source);
      case SHEBANG -> OtherRules.look(source);
      default -> List.of();
    };
  }
}
