package io.jetpack.cli.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jetpack.cli.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class InstallTest {

  private static final Path GOLDEN = Path.of("src/test/resources/golden/install");
  private static final String UNIT = "etc/systemd/system/healthcheck.service";

  @TempDir Path scratch;

  private static void compare(String name, String seen) {
    Golden.compare(GOLDEN.resolve(name), seen);
  }

  private static String lines(List<String> said) {
    return String.join("\n", said) + "\n";
  }

  private String contents(Image image, String... paths) throws IOException {
    StringBuilder all = new StringBuilder();
    for (String path : paths) {
      all.append("--- /").append(path).append('\n').append(image.text(path));
    }
    return all.toString();
  }

  @Test
  void every_file_has_its_mode_owner_and_content() throws Exception {
    assumeTrue(Image.asRoot(), "only root gives files away");
    Image image = Image.withSystemd(scratch);
    image.install("1.0");
    compare("tree-systemd.txt", image.listing());
    compare(
        "files-systemd.txt",
        contents(
            image,
            "etc/profile.d/jetpack.csh",
            "etc/profile.d/jetpack.sh",
            "etc/sudoers.d/cyclecloud",
            UNIT,
            "etc/systemd/system/jetpack-boot.service",
            "etc/udev/rules.d/66-jetpack.rules",
            "opt/cycle/jetpack/config/jetpack.toml",
            "opt/cycle/jetpack/system/bin/cyclecloud-env.sh",
            "opt/cycle/jetpack/system/bin/healthcheck"));
  }

  @Test
  void without_systemd_there_are_scripts() throws Exception {
    assumeTrue(Image.asRoot(), "only root gives files away");
    Image image = Image.withScripts(scratch);
    image.install("1.0");
    compare("tree-scripts.txt", image.listing());
    compare(
        "files-scripts.txt", contents(image, "etc/init.d/healthcheck", "etc/init.d/jetpack-boot"));
  }

  @Test
  void a_dry_run_tells_each_step_and_changes_nothing() throws Exception {
    assumeTrue(Image.asRoot(), "only root makes accounts");
    Image image = Image.withSystemd(scratch);
    String before = image.listing();
    String said = lines(image.dryRun("1.0"));
    assertThat(image.listing()).isEqualTo(before);
    compare("dry-run.txt", said.replace(scratch.toRealPath().toString(), "SCRATCH"));
  }

  @Test
  void installed_again_everything_is_found_and_nothing_changes() throws Exception {
    Image image = Image.withSystemd(scratch);
    assertThat(image.install("1.0")).anyMatch(line -> line.startsWith("done "));
    String before = image.listing();
    assertThat(image.install("1.0")).noneMatch(line -> line.startsWith("done "));
    assertThat(image.listing()).isEqualTo(before);
    assertThat(image.dryRun("1.0")).noneMatch(line -> line.startsWith("would"));
  }

  @Test
  void what_was_damaged_is_mended() throws Exception {
    Image image = Image.withSystemd(scratch);
    image.install("1.0");
    String before = image.listing();
    Files.delete(image.path(UNIT));
    Files.delete(image.home("bin/jetpack"));
    Files.setPosixFilePermissions(image.home("run"), PosixFilePermissions.fromString("rwxrwxrwx"));
    image.install("1.0");
    assertThat(image.listing()).isEqualTo(before);
    Files.writeString(image.home("system/current/system/lib/a.jar"), "damaged");
    image.install("1.0");
    assertThat(image.home("system/current/system/lib/a.jar")).hasContent("classes of 1.0");
    assertThat(image.home("system/versions")).isDirectoryNotContaining("glob:**/1.0-[!2]*");
  }

  @Test
  void an_upgrade_exchanges_the_program_and_keeps_what_is_the_sites() throws Exception {
    Image image = Image.withSystemd(scratch);
    image.install("1.0");
    for (String path :
        List.of("config/jetpack.toml", "config/healthcheck.d/a.sh", "run/x", "logs/x")) {
      Files.writeString(image.home(path), "the site's");
    }
    Files.writeString(image.home("config/node.json"), "{}");
    String unit = image.text(UNIT);
    image.file(UNIT, unit.replace("INTERVAL=10", "INTERVAL=3"));
    List<String> said = image.install("1.1");
    assertThat(said).anyMatch(line -> line.matches("done +program 1\\.1: 1\\.1-.*"));
    assertThat(said).anyMatch(line -> line.matches("done +old programs: removed 1\\.0-.*"));
    assertThat(image.home("system/current/system/lib/a.jar")).hasContent("classes of 1.1");
    assertThat(image.home("system/versions")).isDirectoryContaining("glob:**/1.1-*");
    assertThat(image.home("system/versions")).isDirectoryNotContaining("glob:**/1.0-*");
    for (String path :
        List.of("config/jetpack.toml", "config/healthcheck.d/a.sh", "run/x", "logs/x")) {
      assertThat(image.home(path)).hasContent("the site's");
    }
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(image.home("config/node.json"))))
        .isEqualTo("rw-r-----");
    assertThat(image.text(UNIT)).isEqualTo(unit.replace("INTERVAL=10", "INTERVAL=3"));
  }

  @Test
  void a_packages_files_are_linked_and_stay_in_use_when_it_is_exchanged() throws Exception {
    Image image = Image.withSystemd(scratch);
    image.installPackage("1.0");
    String library = "system/lib/a.jar";
    Path packaged = image.home("system/package/" + library);
    assertThat(Files.isSameFile(packaged, image.home("system/current/" + library))).isTrue();
    assertThat(image.installPackage("1.0")).noneMatch(line -> line.startsWith("done "));
    image.exchangePackage("1.1", "exit 1");
    assertThat(image.home("system/current/" + library)).hasContent("classes of 1.0");
    assertThatThrownBy(() -> image.install(image.home("system/package"), "1.1", _ -> {}))
        .hasMessageContaining("the one in use, 1.0-");
    image.installPackage("1.1");
    assertThat(image.home("system/current/" + library)).hasContent("classes of 1.1");
    assertThat(image.home("system/versions")).isDirectoryNotContaining("glob:**/1.0-*");
  }

  @ParameterizedTest
  @ValueSource(strings = {"exit 1", "exit 0", "kill -9 $$", "echo broken >&2; exit 3"})
  void a_program_that_does_not_answer_is_not_put_in_place(String launcher) throws Exception {
    Image image = Image.withSystemd(scratch);
    image.install("1.0");
    String before = image.listing();
    Path broken = image.distribution("1.1", launcher);
    assertThatThrownBy(() -> image.install(broken, "1.1", _ -> {}))
        .isInstanceOf(Obstacle.class)
        .hasMessageMatching(
            ".*the new program does not answer --version: .+; the one in use, 1\\.0-\\w+, stays");
    assertThat(image.listing()).isEqualTo(before);
  }

  @Test
  void what_somebody_has_edited_or_disabled_stays() throws Exception {
    Image image = Image.withSystemd(scratch);
    image.install("1.0");
    image.file("etc/profile.d/jetpack.sh", "# ours\n");
    Path broken = image.distribution("1.0.1", "exit 1");
    assertThatThrownBy(() -> image.install(broken, "1.0.1", _ -> {})).isInstanceOf(Obstacle.class);
    Path enabled = image.path("etc/systemd/system/multi-user.target.wants/healthcheck.service");
    Files.delete(enabled);
    for (String version : List.of("1.1", "1.2")) {
      assertThat(image.install(version))
          .contains(
              "left out   file '/etc/profile.d/jetpack.sh': somebody has edited it, so it stays; delete it to have the new one")
          .anyMatch(line -> line.contains("somebody has disabled the service"));
      assertThat(image.text("etc/profile.d/jetpack.sh")).isEqualTo("# ours\n");
      assertThat(enabled).doesNotExist();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"config", "logs", "run", "system", "system/versions", ""})
  void a_link_in_place_of_a_folder_is_not_followed(String folder) throws Exception {
    Image image = Image.withSystemd(scratch);
    Path elsewhere = Files.createDirectories(scratch.resolve("elsewhere"));
    Path link = image.home(folder);
    Files.createDirectories(link.getParent());
    Files.createSymbolicLink(link, elsewhere);
    String before = image.listing();
    assertThatThrownBy(() -> image.install("1.0"))
        .isInstanceOf(Obstacle.class)
        .message()
        .startsWith("'%s' is a link to '%s'".formatted(link, elsewhere));
    assertThat(image.listing()).isEqualTo(before);
    assertThat(elsewhere).isEmptyDirectory();
  }

  @Test
  void no_link_leads_out_of_the_root() throws Exception {
    Image image = Image.withSystemd(scratch);
    Path elsewhere = Files.createDirectories(scratch.resolve("elsewhere"));
    Files.createSymbolicLink(image.path("etc/profile.d"), elsewhere);
    assertThatThrownBy(() -> image.install("1.0"))
        .isInstanceOf(Obstacle.class)
        .hasMessageContaining("which leads out of");
    assertThat(elsewhere).isEmptyDirectory();
    assertThat(image.path("opt/cycle")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"usr/local/bin/jetpack", UNIT, "etc/sudoers.d/cyclecloud"})
  void what_somebody_else_has_put_there_is_not_touched(String path) throws Exception {
    Image image = Image.withSystemd(scratch);
    image.file(path, "somebody else's");
    String before = image.listing();
    assertThatThrownBy(() -> image.install("1.0"))
        .isInstanceOf(Obstacle.class)
        .hasMessageEndingWith(
            "is there already and was not made by 'jetpack install'; move it away");
    assertThat(image.listing()).isEqualTo(before);
    assertThat(image.text(path)).isEqualTo("somebody else's");
  }

  @Test
  void rights_that_visudo_refuses_are_not_put_in_place() throws Exception {
    Image image = Image.withSystemd(scratch);
    image.tool("visudo", "echo 'parse error near line 1' >&2; exit 1");
    assertThatThrownBy(() -> image.install("1.0"))
        .hasMessage("visudo refuses '/etc/sudoers.d/cyclecloud': parse error near line 1");
    assertThat(image.path("etc/sudoers.d")).isEmptyDirectory();
    image.tool("visudo", "exit 0");
    image.install("1.0");
    assertThat(image.path("etc/sudoers.d/cyclecloud")).exists();
  }

  @Test
  void a_user_who_is_there_already_is_as_good_and_stays() throws Exception {
    assumeTrue(Image.asRoot(), "only root makes accounts");
    Image image = Image.withSystemd(scratch);
    String passwd = "root:x:0:0:root:/root:/bin/sh\ncyclecloud:x:4711:100::/srv/c:/bin/sh\n";
    image.file("etc/passwd", passwd);
    assertThat(image.install("1.0"))
        .anyMatch(line -> line.matches("done +system user 'cyclecloud' in group .*: uid 4711"));
    assertThat(image.text("etc/group")).containsPattern("cyclecloud:x:\\d+:cyclecloud");
    assertThat(image.path("home/cyclecloud")).doesNotExist();
    assertThat(image.install("1.0"))
        .contains("found      system user 'cyclecloud' in group 'cyclecloud': uid 4711");
    assertThat(image.uninstall(true))
        .contains("kept       user 'cyclecloud' (uid 4711), whom no installation has made");
    assertThat(image.text("etc/passwd")).isEqualTo(passwd);
    assertThat(image.text("etc/group")).doesNotContain("cyclecloud");
  }

  /** The name is all that he has in common with ours. */
  @Test
  void a_user_who_is_there_already_does_not_become_root_by_the_name() throws Exception {
    Image image = Image.withSystemd(scratch);
    image.file(
        "etc/passwd",
        "root:x:0:0:root:/root:/bin/sh\ncyclecloud:x:4711:4711:A Student:/home/c:/bin/sh\n");
    image.file("etc/group", "root:x:0:\ncyclecloud:x:4711:\n");
    String leftOut =
        "left out   file '/etc/sudoers.d/cyclecloud': user 'cyclecloud' (uid 4711) was there before and does not become root by the name alone; 'jetpack install --sudo' allows it";
    assertThat(image.dryRun("1.0")).contains(leftOut);
    assertThat(image.install("1.0")).contains(leftOut);
    assertThat(image.path("etc/sudoers.d")).isEmptyDirectory();
    String remark =
        "file '/etc/sudoers.d/cyclecloud': user 'cyclecloud' (uid 4711), who was there before, becomes root by it; to take that back, delete it";
    assertThat(image.installWithSudo("1.0")).contains("done       " + remark);
    assertThat(image.path("etc/sudoers.d/cyclecloud")).exists();
    // an upgrade keeps what was allowed, and still says it
    assertThat(image.install("1.1")).contains("found      " + remark);
    assertThat(image.path("etc/sudoers.d/cyclecloud")).exists();
    Files.delete(image.path("etc/sudoers.d/cyclecloud"));
    assertThat(image.install("1.2")).contains(leftOut);
    assertThat(image.path("etc/sudoers.d")).isEmptyDirectory();
  }

  @Test
  void a_folder_that_is_no_distribution_is_refused() throws Exception {
    Path folder = Files.createDirectories(scratch.resolve("empty"));
    assertThatThrownBy(() -> Program.in(folder))
        .hasMessage(
            "'%s' is no unpacked distribution of jetpack: bin/jetpack or system/lib is missing; unpack the archive again"
                .formatted(folder));
  }
}
