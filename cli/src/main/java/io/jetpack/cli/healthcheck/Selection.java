package io.jetpack.cli.healthcheck;

import io.jetpack.cli.CommandFailure;
import io.jetpack.cli.ExitCodes;
import io.jetpack.healthcheck.Check;
import io.jetpack.healthcheck.CheckDirectory;
import io.jetpack.healthcheck.CheckListing;
import io.jetpack.healthcheck.SkippedFile;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The checks that somebody wants to run.
 *
 * @param checks in the order in which they were named, each once
 * @param skipped what lies among them and is none
 */
record Selection(List<Check> checks, List<SkippedFile> skipped) {

  Selection {
    checks = List.copyOf(checks);
    skipped = List.copyOf(skipped);
  }

  /**
   * @param names folders and files, or nothing for the usual folder
   * @throws CommandFailure when one of them can not be read, or there is no check in all of them
   */
  static Selection of(List<String> names, Path usual, CheckDirectory directory) {
    Gathering gathering = new Gathering(directory);
    if (names.isEmpty()) {
      gathering.folder(usual);
    }
    names.forEach(gathering::name);
    return gathering.selection();
  }

  private static final class Gathering {
    private final CheckDirectory directory;
    private final List<Check> checks = new ArrayList<>();
    private final List<SkippedFile> skipped = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final List<Path> folders = new ArrayList<>();
    private final Set<Path> seen = new HashSet<>();

    Gathering(CheckDirectory directory) {
      this.directory = directory;
    }

    void name(String name) {
      Path path;
      try {
        path = Path.of(name);
      } catch (InvalidPathException e) {
        problems.add("'%s' is no path".formatted(name));
        return;
      }
      if (name.isEmpty() || !Files.exists(path)) {
        problems.add("there is no file or folder '%s'".formatted(name));
      } else if (Files.isDirectory(path)) {
        folder(path);
      } else {
        add(directory.check(path));
      }
    }

    void folder(Path folder) {
      folders.add(folder);
      switch (directory.list(folder)) {
        case CheckListing.Listed(var found, var notChecks) -> {
          found.forEach(this::add);
          skipped.addAll(notChecks);
        }
        case CheckListing.Unlistable(String reason) ->
            problems.add(reason + "; name a folder or a script that can be read");
      }
    }

    private void add(Check check) {
      if (seen.add(check.script().toAbsolutePath().normalize())) {
        checks.add(check);
      }
    }

    Selection selection() {
      if (!problems.isEmpty()) {
        throw new CommandFailure(ExitCodes.FAILED, String.join("; ", problems));
      }
      if (checks.isEmpty()) {
        String where = String.join("', '", folders.stream().map(Path::toString).toList());
        String among = skipped.isEmpty() ? "" : " (" + SkippedText.of(skipped) + ")";
        throw new CommandFailure(
            ExitCodes.FAILED,
            "there is no check in '%s'%s; put scripts into it or name another folder"
                .formatted(where, among));
      }
      return new Selection(checks, skipped);
    }
  }
}
