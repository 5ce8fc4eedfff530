package io.jetpack.healthcheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisabledOnOs(OS.WINDOWS)
class ScriptPermissionsTest {

  private static final int NOBODY = 65_534;

  @TempDir Path home;

  private Path folder;
  private Path script;

  @BeforeEach
  void makeScript() throws IOException {
    home = home.toRealPath();
    folder = Files.createDirectories(home.resolve("config/healthcheck.d"));
    script = Files.writeString(folder.resolve("check.sh"), "exit 0\n");
    chmod(0755, home, home.resolve("config"), folder, script);
  }

  private static void chmod(int mode, Path... paths) throws IOException {
    for (Path path : paths) {
      Files.setAttribute(path, "unix:mode", mode);
    }
  }

  private Optional<String> warning() {
    return ScriptPermissions.warning(script, home);
  }

  @Test
  void whatOnlyRootOrTheAgentCanChangeIsFine() throws Exception {
    assertThat(warning()).isEmpty();
    chmod(0500, script, folder);
    assertThat(warning()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "0777, mode 777, every user, go-w",
    "0757, mode 757, every user, o-w",
    "0002, mode 002, every user, o-w",
    "4755, '', '', ''",
    "4757, mode 4757, every user, o-w",
    "0664, mode 664, the group, g-w",
    "1777, mode 1777, every user, go-w"
  })
  void whoElseCanWriteToAScriptIsTold(String octal, String mode, String who, String mend)
      throws Exception {
    chmod(Integer.parseInt(octal, 8), script);
    if (mode.isEmpty()) {
      assertThat(warning()).isEmpty();
    } else {
      assertThat(warning().orElseThrow())
          .startsWith("'" + script + "' has " + mode + ", by which " + who)
          .endsWith("; mend it with: chmod " + mend + " '" + script + "'");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "config/healthcheck.d, 0777, true",
    "config/healthcheck.d, 0775, true",
    "config/healthcheck.d, 1777, true",
    "config, 0777, true",
    "config, 1777, false",
    "'', 0777, true",
    "'', 1777, false"
  })
  void foldersCountAsFarAsTheyLetExchangeOrAddScripts(String name, String octal, boolean told)
      throws Exception {
    Path wrong = home.resolve(name);
    chmod(Integer.parseInt(octal, 8), wrong);
    Optional<String> warning = warning();
    chmod(0755, wrong);
    assertThat(warning.isPresent()).isEqualTo(told);
    warning.ifPresent(text -> assertThat(text).startsWith("'" + wrong + "' has mode"));
  }

  @Test
  void whatIsAboveTheTopDoesNotCount() throws Exception {
    chmod(0777, home);
    Optional<String> warning = ScriptPermissions.warning(script, home.resolve("config"));
    chmod(0755, home);
    assertThat(warning).isEmpty();
  }

  @Test
  void anOwnerWhoIsNeitherRootNorTheAgentIsTold() throws Exception {
    assumeThat(Files.getAttribute(Path.of("/proc/self"), "unix:uid")).isEqualTo(0);
    Files.setAttribute(folder, "unix:uid", NOBODY);
    assertThat(warning().orElseThrow())
        .startsWith("'" + folder + "' belongs to the user '")
        .endsWith("; mend it with: chown root '" + folder + "'");
    Files.setAttribute(script, "unix:uid", NOBODY);
    assertThat(warning().orElseThrow()).startsWith("'" + script + "' belongs to the user '");
  }

  @Test
  void aLinkLeadsToItsTargetAndTheFoldersThere() throws Exception {
    Path shared = Files.createDirectories(home.resolve("shared/checks"));
    Path target = Files.writeString(shared.resolve("real.sh"), "exit 0\n");
    chmod(0755, home.resolve("shared"), shared, target);
    Path between = Files.createSymbolicLink(shared.resolve("between"), Path.of("real.sh"));
    Files.delete(script);
    Files.createSymbolicLink(script, Path.of("../../shared/checks/between"));
    assertThat(warning()).isEmpty();
    for (Path wrong : new Path[] {target, shared, shared.getParent()}) {
      chmod(0777, wrong);
      assertThat(warning().orElseThrow()).startsWith("'" + wrong + "' has mode 777");
      chmod(0755, wrong);
    }
    assertThat(between).isSymbolicLink();
  }

  @Test
  void aFolderMayBeALinkToo() throws Exception {
    Path real = home.resolve("real");
    Files.move(folder, real);
    Files.createSymbolicLink(folder, real);
    assertThat(warning()).isEmpty();
    chmod(0777, real);
    assertThat(warning().orElseThrow()).startsWith("'" + real + "' has mode 777");
    chmod(01777, real);
    assertThat(warning().orElseThrow()).startsWith("'" + real + "' has mode 1777");
  }

  @Test
  void whatIsNotThereIsNotTold() throws Exception {
    Files.delete(script);
    assertThat(warning()).isEmpty();
    Files.createSymbolicLink(script, script);
    assertThat(warning()).isEmpty();
    Files.delete(script);
    Files.createSymbolicLink(script, home.resolve("nowhere"));
    assertThat(warning()).isEmpty();
  }

  @Test
  void theCommandIsQuoted() throws Exception {
    script = Files.writeString(folder.resolve("it's a \u001B[31mtrap.sh"), "exit 0\n");
    chmod(0777, script);
    assertThat(warning().orElseThrow()).endsWith("/it'\\''s a trap.sh'").doesNotContain("\u001B");
  }
}
