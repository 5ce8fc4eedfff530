package io.jetpack.healthcheck;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.jetpack.healthcheck.CheckListing.Listed;
import io.jetpack.healthcheck.CheckListing.Unlistable;
import io.jetpack.runner.RunnerSettings;
import io.jetpack.runner.ScriptRunners;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckDirectoryTest {

  @TempDir Path directory;

  private final ScriptRunners runners =
      ScriptRunners.load(RunnerSettings.defaults().withBatchCommand(List.of("cmd.exe", "/c")));
  private final CheckDirectory checks = new CheckDirectory(runners, CheckSettings.DEFAULTS);

  @AfterEach
  void closeRunners() {
    runners.close();
  }

  private Folder folder() {
    return new Folder(directory);
  }

  private Listed listed() {
    CheckListing listing = checks.list(directory);
    assertThat(listing).isInstanceOf(Listed.class);
    return (Listed) listing;
  }

  private Map<String, String> skipped() {
    return listed().skipped().stream()
        .collect(toMap(file -> String.valueOf(file.path().getFileName()), SkippedFile::reason));
  }

  @Test
  void checksComeInTheByteOrderOfTheirNames() {
    for (String name :
        new String[] {"10_b.sh", "100_a.sh", "9.sh", "B.sh", "a.sh", "ä.sh", "Z.sh"}) {
      folder().bash(name, "exit 0");
    }
    assertThat(listed().checks())
        .extracting(Check::name)
        .containsExactly("100_a.sh", "10_b.sh", "9.sh", "B.sh", "Z.sh", "a.sh", "ä.sh");
  }

  @Test
  void scriptsAreKnownByFirstLineOrExtension() {
    folder().file("shebang", "#!/usr/bin/perl\n");
    folder().file("shell.sh", "exit 0\n");
    folder().file("python.py", "pass\n");
    folder().file("batch.bat", "exit /b 0\r\n");
    folder().file("Batch.CMD", "exit /b 0\r\n");
    assertThat(listed().checks())
        .extracting(Check::name)
        .containsExactly("Batch.CMD", "batch.bat", "python.py", "shebang", "shell.sh");
  }

  @Test
  void batchFilesAreSkippedWhereNothingCanRunThem() {
    folder().file("batch.bat", "exit /b 0\r\n");
    RunnerSettings settings = RunnerSettings.defaults().withBatchCommand(List.of());
    try (ScriptRunners noBatch = ScriptRunners.load(settings)) {
      CheckListing listing = new CheckDirectory(noBatch, CheckSettings.DEFAULTS).list(directory);
      assertThat(((Listed) listing).skipped())
          .extracting(SkippedFile::reason)
          .containsExactly("a batch file, and this machine has no cmd.exe");
    }
  }

  @ParameterizedTest
  @CsvSource({
    ".hidden.sh, hidden",
    "disk.sh~, left by an editor",
    "disk.sh.bak, left by an editor",
    "disk.sh.orig, left by an editor",
    "disk.sh.swp, left by an editor",
    "disk.sh.swo, left by an editor",
    "disk.sh.tmp, left by an editor",
    "#disk.sh#, left by an editor",
    "disk.sh.rpmsave, left by a package manager",
    "disk.sh.rpmnew, left by a package manager",
    "disk.sh.rpmorig, left by a package manager",
    "disk.sh.dpkg-old, left by a package manager",
    "disk.sh.dpkg-dist, left by a package manager",
    "disk.sh.ucf-dist, left by a package manager",
    "disk.cpython-312.pyc, compiled Python",
    "disk.sh.disabled, set aside by its name"
  })
  void leftoversAreSkippedEvenIfTheyLookLikeScripts(String name, String reason) {
    folder().bash(name, "exit 254");
    assertThat(listed().checks()).isEmpty();
    assertThat(skipped()).containsExactly(Map.entry(name, reason));
  }

  @ParameterizedTest
  @CsvSource({"limits.json", "hosts.txt", "check.conf", "README", "empty"})
  void dataAreSkipped(String name) {
    folder().file(name, name.equals("empty") ? "" : "{}\n");
    assertThat(skipped()).containsExactly(Map.entry(name, "nothing says how to run it"));
  }

  @Test
  void foldersLinksToNowhereAndOddFilesAreSkipped() throws Exception {
    Files.createDirectory(directory.resolve("__pycache__"));
    Files.createDirectory(directory.resolve("folder.sh"));
    Files.createSymbolicLink(directory.resolve("link.sh"), directory.resolve("nowhere.sh"));
    assertThat(new ProcessBuilder("mkfifo", directory + "/fifo.sh").start().waitFor()).isZero();
    assertThat(skipped())
        .containsOnly(
            Map.entry("__pycache__", "a folder"),
            Map.entry("folder.sh", "a folder"),
            Map.entry("link.sh", "a link to nowhere"),
            Map.entry("fifo.sh", "not a regular file"));
  }

  @Test
  void aLinkToAScriptIsACheckByTheNameOfTheLink(@TempDir Path elsewhere) throws IOException {
    Path script = new Folder(elsewhere).bash("original.sh", "exit 0");
    Files.createSymbolicLink(directory.resolve("linked.sh"), script);
    assertThat(listed().checks()).extracting(Check::name).containsExactly("linked.sh");
  }

  @Test
  void aScriptThatCanNotBeReadIsACheckSoThatSomebodyHearsOfIt() throws IOException {
    for (String name : new String[] {"locked.sh", "locked", "locked.json"}) {
      Path file = folder().file(name, "#!/bin/bash\n");
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
    }
    assumeFalse(Files.isReadable(directory.resolve("locked")), "root reads everything");
    assertThat(listed().checks()).extracting(Check::name).containsExactly("locked", "locked.sh");
    assertThat(skipped()).containsExactly(Map.entry("locked.json", "not readable by this user"));
  }

  @Test
  void theHeaderChoosesLimitAndRuntime() {
    folder().file("a.py", "#!/usr/bin/python3\n# jetpack: runtime=process timeout=3s\n");
    Check check = listed().checks().getFirst();
    assertThat(check.runtime()).isEqualTo("process");
    assertThat(check.settings().timeLimit()).isEqualTo(Duration.ofSeconds(3));
    assertThat(check.mistakes()).isEmpty();
  }

  @Test
  void aFolderThatIsNoneIsToldSo() {
    Path missing = directory.resolve("missing");
    assertThat(checks.list(missing))
        .isEqualTo(new Unlistable("there is no folder '%s'".formatted(missing)));
    Path file = folder().file("file", "");
    assertThat(checks.list(file)).isEqualTo(new Unlistable("'%s' is not a folder".formatted(file)));
  }
}
