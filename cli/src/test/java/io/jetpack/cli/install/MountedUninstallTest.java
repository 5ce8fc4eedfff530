package io.jetpack.cli.install;

import static org.assertj.core.api.Assertions.assertThat;

import io.jetpack.cli.MountNamespace;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is mounted where an installation has its files loses nothing when these are taken away. */
@Timeout(120)
class MountedUninstallTest {

  private static final String PURGE =
      """
      PATH="$scratch/tools:$PATH"
      opt=image/opt/cycle/jetpack
      user=image/home/cyclecloud
      purge() {
        jetpack --home /opt/cycle/jetpack uninstall --purge --root image; echo "exit $?"
      }
      """;

  @TempDir Path scratch;

  private MountNamespace namespace;
  private Image image;
  private String before = "";

  @BeforeEach
  void install() throws Exception {
    namespace = MountNamespace.in(scratch);
    image = Image.withSystemd(scratch.toRealPath());
    before = image.listing();
    image.install("1.0");
  }

  @Test
  void it_stays_and_is_told_and_the_rest_goes_when_it_is_unmounted() throws Exception {
    String said =
        namespace.run(
            PURGE
                + """
                mkdir $user/data $opt/logs/share
                touch $user/other $opt/logs/jetpack.log
                mount -t tmpfs none $user/data
                mkdir $user/data/inner
                mount --bind "$victim" $user/data/inner
                mount --bind "$victim" $opt/logs/share
                mount --bind "$victim" $opt/system/versions
                purge
                find image -name precious | sort
                find image -name other -o -name jetpack.log -o -name jetpack.toml
                umount -R $user/data $opt/logs/share $opt/system/versions
                echo "--- again"
                purge
                """);
    namespace.assertVictimIsIntact();
    String[] runs = said.split("--- again\n", -1);
    assertThat(runs[0])
        .contains(
            "kept       'SCRATCH/image/opt/cycle/jetpack/logs/share' is a mount point (",
            "kept       'SCRATCH/image/opt/cycle/jetpack/system/versions' is a mount point (",
            "kept       'SCRATCH/image/home/cyclecloud/data' is a mount point (tmpfs, 'none')",
            "\njetpack: not all could be removed: 'SCRATCH/image/home/cyclecloud/data' is a mount point"
                + " (tmpfs, 'none') and is left as it is; unmount it with umount -R"
                + " 'SCRATCH/image/home/cyclecloud/data' (and 2 more, see above); then uninstall again\n")
        .endsWith(
            """
            exit 1
            image/home/cyclecloud/data/inner/sub/precious
            image/opt/cycle/jetpack/logs/share/sub/precious
            image/opt/cycle/jetpack/system/versions/sub/precious
            """);
    assertThat(runs[1]).doesNotContain("kept").endsWith("exit 0\n");
    assertThat(image.listing()).isEqualTo(before);
  }

  @Test
  void what_is_mounted_while_it_deletes_stays() throws Exception {
    String said =
        namespace.run(
            PURGE
                + """
                for place in $user $opt/logs $opt/run $opt/config $opt/system; do
                  fill $place
                done
                meanwhile "$user/d*/sub $opt/*/d*/sub image/opt/*/*/*/d*/sub"
                purge >/dev/null 2>&1
                enough
                """);
    namespace.assertVictimIsIntact();
    assertThat(said).isEqualTo("bind\nnested\n");
    image.uninstall(true);
    assertThat(image.listing()).isEqualTo(before);
  }
}
