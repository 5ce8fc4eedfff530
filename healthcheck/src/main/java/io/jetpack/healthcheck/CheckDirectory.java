package io.jetpack.healthcheck;

import io.jetpack.runner.Script;
import io.jetpack.runner.Script.Language;
import io.jetpack.runner.ScriptRunners;
import io.jetpack.text.IoReason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the checks in a folder. Runs nothing. Safe for use by many threads. */
public final class CheckDirectory {

  /** Why a file without a first line and an extension that say so is no check. */
  public static final String NOTHING_SAYS_HOW = "nothing says how to run it";

  /** What runs a script, or says why it can not, when nothing tells which runner is right. */
  public static final String FALLBACK_RUNTIME = "process";

  /** The guide's order: bytes, so that {@code 100_x} comes before {@code 10_x}. */
  private static final Comparator<Path> BYTE_ORDER =
      Comparator.comparing(CheckDirectory::nameBytes, Arrays::compareUnsigned);

  private final ScriptRunners runners;
  private final CheckSettings defaults;

  /**
   * @param runners who can run checks; only asked, and closed by its owner
   * @param defaults what holds where a check says nothing
   */
  public CheckDirectory(ScriptRunners runners, CheckSettings defaults) {
    this.runners = runners;
    this.defaults = defaults;
  }

  /** The checks of a folder, in byte order of their names; folders in it are not looked into. */
  public CheckListing list(Path folder) {
    if (!Files.exists(folder)) {
      return new CheckListing.Unlistable("there is no folder '%s'".formatted(folder));
    }
    if (!Files.isDirectory(folder)) {
      return new CheckListing.Unlistable("'%s' is not a folder".formatted(folder));
    }
    List<Check> checks = new ArrayList<>();
    List<SkippedFile> skipped = new ArrayList<>();
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path path : entries.sorted(BYTE_ORDER).toList()) {
        reasonToSkip(path)
            .ifPresentOrElse(
                why -> skipped.add(new SkippedFile(path, why)), () -> checks.add(check(path)));
      }
    } catch (AccessDeniedException e) {
      return new CheckListing.Unlistable(
          "the folder '%s' can not be read by this user".formatted(folder));
    } catch (IOException e) {
      return new CheckListing.Unlistable(
          "the folder '%s' can not be read: %s".formatted(folder, IoReason.of(e)));
    }
    return new CheckListing.Listed(checks, skipped);
  }

  /** Why a file of a folder is no check, for people; empty when it is one. */
  public Optional<String> reasonToSkip(Path path) {
    return SkipRules.reasonToSkip(path).or(() -> notRunnable(path));
  }

  /** One file that somebody says is a check. Whether it can run, its run will tell. */
  public Check check(Path path) {
    Script script = Script.of(path);
    CheckHeader header = CheckHeader.read(path, defaults, runners.names());
    List<String> mistakes = new ArrayList<>(header.mistakes());
    Optional<String> natural = runners.nameFor(script);
    Optional<String> runtime = header.settings().runtime().or(() -> natural);
    if (runtime.isEmpty() && script.language() != Language.UNKNOWN) {
      mistakes.add(
          "no runner takes scripts in %s; there are %s"
              .formatted(
                  script.language().name().toLowerCase(Locale.ROOT),
                  String.join(", ", runners.names())));
    }
    return new Check(path, runtime.orElse(FALLBACK_RUNTIME), header.settings(), mistakes);
  }

  private Optional<String> notRunnable(Path path) {
    Script script = Script.of(path);
    Language language = script.language();
    if (language == Language.BATCH && !runners.canRunBatch()) {
      return Optional.of("a batch file, and this machine has no cmd.exe");
    }
    if (language != Language.UNKNOWN || runners.nameFor(script).isPresent()) {
      return Optional.empty();
    }
    if (Files.isReadable(path)) {
      return Optional.of(NOTHING_SAYS_HOW);
    }
    boolean named = String.valueOf(path.getFileName()).contains(".");
    // without an extension it may be a check, which its run will report; data have one
    return named ? Optional.of("not readable by this user") : Optional.empty();
  }

  private static byte[] nameBytes(Path path) {
    return String.valueOf(path.getFileName()).getBytes(StandardCharsets.UTF_8);
  }
}
