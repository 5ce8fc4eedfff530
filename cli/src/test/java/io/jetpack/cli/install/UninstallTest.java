package io.jetpack.cli.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
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
}
