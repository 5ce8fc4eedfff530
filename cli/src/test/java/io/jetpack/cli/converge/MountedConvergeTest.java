package io.jetpack.cli.converge;

import static org.assertj.core.api.Assertions.assertThat;

import io.jetpack.cli.MountNamespace;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What others have on the disk loses nothing by a converge. */
@Timeout(120)
class MountedConvergeTest {

  private static final String CONVERGE =
      """
      export JETPACK_CONVERGE_BASE="$scratch/mnt"
      export JETPACK_CONVERGE_CHEF_CLIENT="$scratch/bin/chef-client"
      publish() {
        mkdir -p locker/projects/p/1/s/{cluster-init/scripts,chef/cookbooks/c}
        echo "$1" >locker/projects/p/1/s/chef/cookbooks/c/README
        printf '#!/bin/bash\\n# %s\\nexit 0\\n' "$1" >locker/projects/p/1/s/cluster-init/scripts/1.sh
      }
      """;

  @TempDir Path scratch;

  private MountNamespace namespace() throws Exception {
    MountNamespace namespace = MountNamespace.in(scratch);
    namespace.script("bin/chef-client", "#!/bin/sh\nexit 0\n");
    Node.write(
        scratch.resolve("home/config/node.json"),
        """
        {"run_list": ["recipe[c]"], "cyclecloud": {"cluster_init_specs": [
          {"project": "p", "version": "1", "spec": "s", "locker": "%s/locker"}]}}
        """
            .formatted(scratch));
    return namespace;
  }

  @Test
  void what_is_mounted_where_specs_lie_stays_and_is_told() throws Exception {
    MountNamespace namespace = namespace();
    String said =
        namespace.run(
            CONVERGE
                + """
                publish one; jetpack converge >/dev/null || exit
                for place in mnt/p/s home/system/projects/p/1/s home/system/chef/chef-repo; do
                  mkdir -p $place/share/deep; mount --bind "$victim" $place/share/deep
                done
                publish two; jetpack converge; echo "exit $?"
                for place in mnt/p/s home/system/projects/p/1/s home/system/chef/chef-repo; do
                  mkdir $place/again; mount -t tmpfs none $place/again; touch $place/again/file
                done
                publish three; jetpack converge; echo "exit $?"
                find . -name precious; find . -name file -path '*again*'
                umount mnt/p/.s.old/share/deep mnt/p/.s.old-2/again
                publish four; jetpack converge | grep -F mnt/p/; ls -A mnt/p
                """);
    namespace.assertVictimIsIntact();
    assertThat(said)
        .contains("'SCRATCH/mnt/p/.s.old/share/deep' is a mount point (")
        .contains("'SCRATCH/home/system/projects/p/1/.s.old/share/deep' is a mount point (")
        .contains("'SCRATCH/home/system/chef/.chef-repo.old/share/deep' is a mount point (")
        .contains("'SCRATCH/mnt/p/.s.old-2/again' is a mount point (tmpfs, 'none')")
        .contains("./mnt/p/.s.old/share/deep/sub/precious\n")
        .contains("./mnt/p/.s.old-2/again/file\n")
        .doesNotContain("exit 1")
        .endsWith("\ns\n");
  }

  @Test
  void what_is_mounted_there_while_a_converge_deletes_stays() throws Exception {
    MountNamespace namespace = namespace();
    String said =
        namespace.run(
            CONVERGE
                + """
                publish one; jetpack converge >/dev/null || exit
                for place in mnt/p/s home/system/projects/p/1/s home/system/chef/chef-repo; do
                  fill $place
                done
                publish two
                meanwhile "mnt/p/*s*/d*/sub home/system/projects/p/1/*s*/d*/sub home/system/chef/*chef-repo*/d*/sub"
                jetpack converge >/dev/null 2>&1; echo "exit $?"
                enough
                grep -h two mnt/p/s/scripts/1.sh home/system/projects/p/1/s/cluster-init/scripts/1.sh
                cat home/system/chef/chef-repo/cookbooks/c/README
                """);
    namespace.assertVictimIsIntact();
    assertThat(said).isEqualTo("exit 0\nbind\nnested\n# two\n# two\ntwo\n");
  }

  /** Another user may have put it there, in a folder that he may write. */
  @Test
  void a_project_that_is_a_link_is_refused() throws Exception {
    MountNamespace namespace = namespace();
    Files.createDirectories(scratch.resolve("mnt"));
    Files.move(scratch.resolve("victim/sub"), scratch.resolve("victim/s"));
    Files.createSymbolicLink(scratch.resolve("mnt/p"), scratch.resolve("victim"));
    String said = namespace.run(CONVERGE + "publish one; jetpack converge; echo \"exit $?\"");
    assertThat(scratch.resolve("victim/s/precious")).exists();
    assertThat(said)
        .contains(
            "'SCRATCH/mnt/p' is a link to 'SCRATCH/victim', where others have their files; remove the"
                + " link")
        .endsWith("exit 1\n");
  }
}
