package io.jetpack.cli.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jetpack.cli.MountNamespace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code dpkg --purge} takes away by the script of the package, when the program is gone, with
 * an image in the place of this machine's directories.
 */
@Timeout(120)
class PurgedPackageTest {

  private static final String PURGE =
      """
      set -e
      mkdir etc
      cp -a /etc/. etc
      cp image/etc/passwd image/etc/group image/etc/shadow image/etc/gshadow etc
      mount --bind etc /etc
      mount --bind image/opt /opt
      mount --bind image/home /home
      purge() {
        (cd package && ./postrm purge 2>&1); echo "exit $?"
      }
      accounts() {
        grep -ho '^cyclecloud:' /etc/passwd /etc/group || :
      }
      """;

  @TempDir Path scratch;

  private MountNamespace namespace;
  private Image image;

  @BeforeEach
  void make_an_image() throws Exception {
    namespace = MountNamespace.in(scratch);
    image = Image.withSystemd(scratch.toRealPath());
    assumeTrue(Files.isExecutable(Path.of("/usr/sbin/userdel")), "this machine has shadow's tools");
    namespace.script("package/postrm", Files.readString(Path.of("src/packages/deb/postrm")));
    namespace.script("package/steps", Files.readString(Path.of("src/packages/steps")));
  }

  /** Installs the package, and removes it as dpkg does, with all files that dpkg has put there. */
  private void installAndRemove() throws IOException, InterruptedException {
    image.installPackage("1.0");
    image.uninstall(false);
    namespace.run("rm -r image/opt/cycle/jetpack/system/package");
  }

  @Test
  void what_was_made_goes() throws Exception {
    String before = image.listing();
    installAndRemove();
    assertThat(image.home("config/jetpack.toml")).exists();
    assertThat(image.path("home/cyclecloud")).exists();
    assertThat(namespace.run(PURGE + "purge; accounts")).isEqualTo("exit 0\n");
    assertThat(image.listing()).isEqualTo(before);
  }

  @Test
  void what_was_there_stays() throws Exception {
    image.file(
        "etc/passwd",
        "root:x:0:0:root:/root:/bin/sh\ncyclecloud:x:4711:4711:A Student:/home/c:/bin/sh\n");
    image.file("etc/group", "root:x:0:\ncyclecloud:x:4711:\n");
    Path thesis = image.file("home/cyclecloud/thesis/results.txt", "years of work");
    Path script = image.file("opt/cycle/jetpack/scripts/site.sh", "exit 0");
    Path other = image.file("opt/cycle/other/file", "another program's");
    installAndRemove();
    assertThat(namespace.run(PURGE + "purge; accounts"))
        .isEqualTo(
            """
            kept user 'cyclecloud', whom no installation has made
            kept directory '/home/cyclecloud', which no installation is known to have made
            kept group 'cyclecloud', which no installation has made
            kept directory '/opt/cycle/jetpack/scripts', which no installation is known to have made
            exit 0
            cyclecloud:
            cyclecloud:
            """);
    assertThat(thesis).hasContent("years of work");
    assertThat(script).hasContent("exit 0");
    assertThat(other).exists();
    assertThat(image.home("config")).doesNotExist();
  }

  @Test
  void what_is_mounted_stays() throws Exception {
    installAndRemove();
    String said =
        namespace.run(
            PURGE
                + """
                mkdir /home/cyclecloud/data /opt/cycle/jetpack/logs/share
                mount --bind "$victim" /home/cyclecloud/data
                mount --bind "$victim" /opt/cycle/jetpack/logs/share
                mount -t tmpfs none /opt/cycle/jetpack/run
                touch /opt/cycle/jetpack/run/file
                purge
                find /home/cyclecloud /opt/cycle -name precious -o -name file
                """);
    namespace.assertVictimIsIntact();
    assertThat(said)
        .isEqualTo(
            """
            kept directory '/home/cyclecloud', in which something may be mounted; unmount it, then remove it by rm -r --one-file-system '/home/cyclecloud'
            kept directory '/opt/cycle/jetpack/logs', in which something may be mounted; unmount it, then remove it by rm -r --one-file-system '/opt/cycle/jetpack/logs'
            kept directory '/opt/cycle/jetpack/run', in which something may be mounted; unmount it, then remove it by rm -r --one-file-system '/opt/cycle/jetpack/run'
            exit 0
            /home/cyclecloud/data/sub/precious
            /opt/cycle/jetpack/logs/share/sub/precious
            /opt/cycle/jetpack/run/file
            """);
    assertThat(image.home("config")).doesNotExist();
  }

  @Test
  void another_home_in_the_place_of_the_one_that_was_made_stays() throws Exception {
    installAndRemove();
    Files.move(image.path("home/cyclecloud"), image.path("home/ours"));
    Path thesis = image.file("home/cyclecloud/thesis/results.txt", "years of work");
    assertThat(namespace.run(PURGE + "purge; accounts"))
        .isEqualTo(
            "kept directory '/home/cyclecloud', which no installation is known to have made\nexit 0\n");
    assertThat(thesis).hasContent("years of work");
  }

  /** Without a table of mounts nobody knows what is mounted where. */
  @Test
  void where_the_mounts_are_not_known_nothing_goes() throws Exception {
    installAndRemove();
    assertThat(namespace.run(PURGE + "mount -t tmpfs none /proc; purge"))
        .contains("kept directory '/opt/cycle/jetpack/config', in which something may be mounted;")
        .endsWith("exit 0\n");
    assertThat(image.home("config/jetpack.toml")).exists();
  }
}
