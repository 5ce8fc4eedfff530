package io.jetpack.cli.healthcheck.validate;

import io.jetpack.cli.CommandFailure;
import io.jetpack.cli.healthcheck.validate.look.ProjectRules;
import io.jetpack.cli.healthcheck.validate.look.SpecFolders;
import io.jetpack.cli.healthcheck.validate.rule.Finding;
import io.jetpack.cli.healthcheck.validate.rule.Rule;
import io.jetpack.cli.healthcheck.validate.rule.Source.Role;
import io.jetpack.healthcheck.Check;
import io.jetpack.healthcheck.CheckDirectory;
import io.jetpack.healthcheck.CheckListing;
import io.jetpack.healthcheck.SkippedFile;
import io.jetpack.text.IoReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What is to be validated: single scripts, folders of checks, whole projects. */
final class Targets {

  /**
   * A script to look at.
   *
   * @param check how it would be run
   * @param role what it is for
   */
  record Target(Check check, Role role) {}

  private final CheckDirectory directory;
  private final List<Target> scripts = new ArrayList<>();
  private final List<SkippedFile> skipped = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();
  private final Set<Path> seen = new HashSet<>();

  private Targets(CheckDirectory directory) {
    this.directory = directory;
  }

  /**
   * Gathers what was named, each file once.
   *
   * @throws CommandFailure when something that was named is not there
   */
  static Targets of(List<String> names, Path usual, CheckDirectory directory) {
    Targets targets = new Targets(directory);
    List<String> problems = new ArrayList<>();
    for (String name : names.isEmpty() ? List.of(usual.toString()) : names) {
      try {
        targets.add(name);
      } catch (InvalidPathException e) {
        problems.add("'%s' is no path".formatted(name));
      } catch (IOException e) {
        problems.add(IoReason.withFile(e));
      }
    }
    if (problems.isEmpty() && targets.scripts.isEmpty() && targets.findings.isEmpty()) {
      problems.add(
          "there is no check in '%s'; name a folder of checks, a script or a cluster-init project"
              .formatted(names.isEmpty() ? usual : String.join("', '", names)));
    }
    if (!problems.isEmpty()) {
      throw CommandFailure.usage(String.join("; ", problems));
    }
    return targets;
  }

  List<Target> scripts() {
    return scripts;
  }

  List<SkippedFile> skipped() {
    return skipped;
  }

  /** What is wrong already, before any script was read. */
  List<Finding> findings() {
    return findings;
  }

  private void add(String name) throws IOException {
    Path path = Path.of(name);
    if (name.isEmpty() || !Files.exists(path)) {
      throw new IOException("there is no file or folder '%s'".formatted(name));
    }
    if (!Files.isDirectory(path)) {
      add(path, Role.CHECK);
    } else {
      List<Path> specs = SpecFolders.of(path);
      if (ProjectRules.isProject(path)) {
        findings.addAll(ProjectRules.look(path));
        specs(specs);
      } else if (specs.isEmpty()) {
        folder(path);
      } else {
        specs(specs);
      }
    }
  }

  private void specs(List<Path> specs) throws IOException {
    findings.addAll(ProjectRules.order(specs));
    for (Path script : SpecFolders.scripts(specs)) {
      add(script, Role.INIT);
    }
    for (Path folder : SpecFolders.checkFolders(specs)) {
      folder(folder);
    }
  }

  private void folder(Path folder) throws IOException {
    switch (directory.list(folder)) {
      case CheckListing.Listed(var checks, var notChecks) -> {
        checks.forEach(check -> add(check.script(), Role.CHECK));
        skipped.addAll(notChecks);
        notChecks.forEach(this::notTaken);
      }
      case CheckListing.Unlistable(String reason) -> throw new IOException(reason);
    }
  }

  private void notTaken(SkippedFile file) {
    if (file.reason().equals(CheckDirectory.NOTHING_SAYS_HOW) && Files.isExecutable(file.path())) {
      findings.add(Finding.of(Rule.NOT_TAKEN, file.path(), file.reason()));
    }
  }

  private void add(Path script, Role role) {
    if (seen.add(script.toAbsolutePath().normalize())) {
      scripts.add(new Target(directory.check(script), role));
    }
  }
}
