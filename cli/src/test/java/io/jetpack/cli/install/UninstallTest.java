package io.jetpack.cli.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class UninstallTest {

  @TempDir Path scratch;

  @Test
  void with_purge_nothing_is_left() throws Exception {
    for (Image image :
        List.of(
            Image.withSystemd(Files.createDirectory(scratch.resolve("systemd"))),
            Image.withScripts(Files.createDirectory(scratch.resolve("scripts"))))) {
      String before = image.listing();
      String accounts = image.text("etc/passwd") + image.text("etc/group");
      image.install("1.0");
      image.install("1.1");
      Files.writeString(image.home("config/healthcheck.d/a.sh"), "exit 0");
      image.uninstall(true);
      assertThat(image.listing()).isEqualTo(before);
      assertThat(image.text("etc/passwd") + image.text("etc/group")).isEqualTo(accounts);
    }
  }

  @Test
  void without_it_the_sites_files_stay_and_the_next_one_knows_what_is_ours() throws Exception {
    Image image = Image.withSystemd(scratch);
    String before = image.listing();
    image.install("1.0");
    Path check = Files.writeString(image.home("config/healthcheck.d/a.sh"), "exit 0");
    assertThat(image.uninstall(false)).last().asString().startsWith("kept ");
    assertThat(check).exists();
    assertThat(image.home("bin")).doesNotExist();
    assertThat(image.home("system")).isDirectoryContaining("glob:**/manifest");
    assertThat(image.home("system/versions")).doesNotExist();
    assertThat(image.path("etc/sudoers.d")).isEmptyDirectory();
    image.install("1.0");
    assertThat(check).exists();
    image.uninstall(true);
    assertThat(image.listing()).isEqualTo(before);
  }

  @Test
  void run_and_logs_elsewhere_come_and_go_with_it_unless_they_were_there() throws Exception {
    assumeTrue(Image.asRoot(), "only root gives files away");
    Image image = Image.withScripts(scratch);
    Path logs = Files.createDirectories(image.path("var/log/jetpack"));
    Files.setPosixFilePermissions(logs, PosixFilePermissions.fromString("rwxrwxrwx"));
    Path old = Files.writeString(logs.resolve("old"), "kept");
    image.file(
        "opt/cycle/jetpack/config/jetpack.toml",
        "[node]\nrun = \"/var/lib/jetpack\"\nlogs = \"/var/log/jetpack\"\n");
    image.install("1.0");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(image.path("var/lib/jetpack"))))
        .isEqualTo("rwx------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(logs)))
        .isEqualTo("rwxrwxrwx");
    assertThat(image.home("run")).doesNotExist();
    assertThat(image.text("etc/init.d/healthcheck"))
        .contains("lock=/var/lib/jetpack/healthcheck.lock\nlog=/var/log/jetpack/healthcheck.out");
    Path hold = image.file("var/lib/jetpack/keepalive.json", "{}");
    image.uninstall(false);
    assertThat(hold).as("a state").exists();
    image.install("1.0");
    image.uninstall(true);
    assertThat(image.path("var/lib/jetpack")).doesNotExist();
    assertThat(old).exists();
  }

  @Test
  void a_packages_files_are_left_to_the_package() throws Exception {
    Image image = Image.withSystemd(scratch);
    image.installPackage("1.0");
    image.uninstall(false);
    assertThat(image.home("system/package/bin/jetpack")).isExecutable();
    assertThat(image.home("system/versions")).doesNotExist();
    assertThat(image.home("system/current")).doesNotExist();
    assertThat(image.path("usr/bin/jetpack")).doesNotExist();
    image.installPackage("1.0");
    image.uninstall(true);
    // the package's own removal takes the folder away
    assertThat(image.home("")).isEmptyDirectory();
  }

  @Test
  void a_link_that_leads_elsewhere_now_stays() throws Exception {
    Image image = Image.withSystemd(scratch);
    image.install("1.0");
    Path link = image.path("usr/local/bin/jetpack");
    Files.delete(link);
    Files.createSymbolicLink(link, Path.of("/elsewhere"));
    assertThat(image.uninstall(true))
        .contains("kept       link '/usr/local/bin/jetpack', which leads to '/elsewhere' now");
    assertThat(link).isSymbolicLink();
  }

  @Test
  void where_nothing_is_installed_it_says_so() throws Exception {
    Image image = Image.withSystemd(scratch);
    assertThatThrownBy(() -> image.uninstall(true))
        .isInstanceOf(Obstacle.class)
        .hasMessageStartingWith("nothing is installed in '");
  }

  /** On a cluster it may be the home of all nodes' users. */
  @Test
  void a_home_of_the_user_that_was_there_stays() throws Exception {
    Image image = Image.withSystemd(scratch);
    Path thesis = image.file("home/cyclecloud/thesis/results.txt", "years of work");
    String before = image.listing();
    assertThat(image.install("1.0"))
        .contains(
            "found      folder '/home/cyclecloud': no installation is known to have made it, so 'uninstall --purge' keeps it");
    assertThat(image.install("1.1")).noneMatch(line -> line.startsWith("done       folder '/home"));
    String kept =
        "kept       directory '/home/cyclecloud', which no installation is known to have made";
    assertThat(image.dryPurge()).contains(kept);
    assertThat(image.uninstall(true)).contains(kept);
    assertThat(thesis).hasContent("years of work");
    assertThat(image.listing()).isEqualTo(before);
  }

  /** For instance mounted since, so that it shows the home of all nodes' users. */
  @Test
  void another_directory_in_the_place_of_the_home_stays() throws Exception {
    Image image = Image.withSystemd(scratch);
    image.install("1.0");
    Files.move(image.path("home/cyclecloud"), image.path("home/ours"));
    Path thesis = image.file("home/cyclecloud/thesis/results.txt", "years of work");
    image.install("1.1");
    assertThat(image.uninstall(true))
        .contains(
            "kept       directory '/home/cyclecloud', which is not the one that was made: it has no .jetpack-installation of this installation");
    assertThat(thesis).hasContent("years of work");
  }

  @Test
  void a_home_that_was_nearly_gone_when_somebody_was_killed_goes() throws Exception {
    Image image = Image.withSystemd(scratch);
    String before = image.listing();
    image.install("1.0");
    Files.delete(image.path("home/cyclecloud/.jetpack-installation"));
    image.uninstall(true);
    assertThat(image.listing()).isEqualTo(before);
  }

  /** They wrote down every home as theirs. */
  @Test
  void a_home_that_an_earlier_version_may_have_found_stays() throws Exception {
    Image image = Image.withSystemd(scratch);
    image.install("1.0");
    Path manifest = image.home("system/manifest");
    String text = Files.readString(manifest);
    String earlier = text.replaceFirst("(?m)^(tree\t/home/cyclecloud\t).+$", "$1");
    assertThat(earlier).isNotEqualTo(text);
    Files.writeString(manifest, earlier);
    image.install("1.1");
    assertThat(image.uninstall(true))
        .anyMatch(
            line -> line.startsWith("kept       directory '/home/cyclecloud': an earlier version"));
    assertThat(image.path("home/cyclecloud")).isDirectory();
  }

  @Test
  void directories_and_files_of_the_home_that_were_there_stay() throws Exception {
    Image image = Image.withSystemd(scratch);
    Path script = image.file("opt/cycle/jetpack/scripts/site.sh", "exit 0");
    Path check = image.file("opt/cycle/jetpack/config/healthcheck.d/site.sh", "exit 0");
    Path other = image.file("opt/cycle/other/file", "another program's");
    image.install("1.0");
    Files.writeString(image.home("logs/jetpack.log"), "line");
    assertThat(image.uninstall(true))
        .contains(
            "kept       directory '/opt/cycle/jetpack/scripts', which no installation is known to have made",
            "kept       directory '/opt/cycle/jetpack/config', which no installation is known to have made",
            "kept       directory '/opt/cycle/jetpack', which no installation is known to have made");
    assertThat(List.of(script, check, other)).allMatch(Files::exists);
    assertThat(image.home("config/jetpack.toml")).doesNotExist();
    for (String gone : List.of("logs", "run", "bin", "system")) {
      assertThat(image.home(gone)).doesNotExist();
    }
  }

  @Test
  void accounts_that_were_there_stay() throws Exception {
    Image image = Image.withSystemd(scratch);
    String passwd =
        "root:x:0:0:root:/root:/bin/sh\ncyclecloud:x:4711:4711:A Student:/home/c:/bin/sh\n";
    String group = "root:x:0:\ncyclecloud:x:4711:\n";
    image.file("etc/passwd", passwd);
    image.file("etc/group", group);
    image.install("1.0");
    assertThat(image.uninstall(true))
        .contains(
            "kept       user 'cyclecloud' (uid 4711), whom no installation has made",
            "kept       group 'cyclecloud' (gid 4711), which no installation has made");
    assertThat(image.text("etc/passwd")).isEqualTo(passwd);
    assertThat(image.text("etc/group")).isEqualTo(group);
  }
}
