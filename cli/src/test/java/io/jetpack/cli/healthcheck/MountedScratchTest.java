package io.jetpack.cli.healthcheck;

import static org.assertj.core.api.Assertions.assertThat;

import io.jetpack.cli.MountNamespace;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a check mounts in its working directory loses nothing, however the check ends. */
@Timeout(120)
class MountedScratchTest {

  private static final String BIND = "mkdir mnt; mount --bind \"$victim\" mnt";
  private static final String NESTED =
      "mkdir -p a/mnt; mount -t tmpfs none a/mnt; mkdir a/mnt/inner; touch a/mnt/file; mount --bind"
          + " \"$victim\" a/mnt/inner";
  private static final String ITSELF = "mount --bind \"$victim\" .";

  @TempDir Path scratch;

  private MountNamespace namespace;

  @BeforeEach
  void make_a_namespace() throws Exception {
    namespace = MountNamespace.in(scratch);
  }

  private static String plain(String said) {
    return said.replaceAll("jetpack-check-[0-9a-f-]+", "RUN")
        .replaceAll("\\(ext4,|\\(\\w+,", "(FS,");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        BIND + " | exit 0 | healthy",
        BIND + " | exit 254 | terminate",
        BIND + " | kill -9 $$ | killed by signal",
        BIND + " | sleep 60 | timed out after 2s",
        NESTED + " | exit 0 | healthy",
        NESTED + " | sleep 60 | timed out after 2s",
      })
  void it_stays_and_the_result_says_so(String mounts, String ending, String word) throws Exception {
    namespace.script("check.sh", "#!/bin/bash\n# jetpack: timeout=2s\n" + mounts + "\n" + ending);
    String said =
        plain(
            namespace.run(
                "jetpack healthcheck run check.sh --format json; find tmp -name precious; find tmp -name"
                    + " file"));
    namespace.assertVictimIsIntact();
    boolean nested = mounts.equals(NESTED);
    String place = nested ? "a/mnt" : "mnt";
    assertThat(said)
        .contains(word)
        .contains("'SCRATCH/tmp/RUN/" + place + "' is a mount point (FS, ")
        .contains(
            "unmount it with umount %s'SCRATCH/tmp/RUN/%s'".formatted(nested ? "-R " : "", place))
        .contains(
            "\nSCRATCH/tmp/RUN/%s/sub/precious\n"
                .formatted(nested ? "a/mnt/inner" : "mnt")
                .replace("SCRATCH/", ""));
  }

  @Test
  void a_python_check_in_process_is_no_exception() throws Exception {
    namespace.script(
        "share.py",
        """
        import os, subprocess
        os.mkdir("mnt")
        open("other", "w").close()
        subprocess.check_call(["mount", "--bind", os.environ["victim"], "mnt"])
        assert os.listdir("mnt")
        """);
    String said = plain(namespace.run("jetpack healthcheck run share.py; find tmp"));
    namespace.assertVictimIsIntact();
    assertThat(said)
        .contains("healthy  share.py  python")
        .contains("'SCRATCH/tmp/RUN/mnt' is a mount point (FS, 'SCRATCH/victim' of ")
        .contains("\ntmp/RUN/mnt/sub/precious\n")
        .doesNotContain("other");
  }

  @Test
  void a_mount_on_the_directory_itself_stays_too() throws Exception {
    namespace.script("check.sh", "#!/bin/bash\ntouch hidden\n" + ITSELF + "\nexit 0");
    String said = plain(namespace.run("jetpack healthcheck run check.sh; find tmp -name precious"));
    namespace.assertVictimIsIntact();
    assertThat(said)
        .contains("'SCRATCH/tmp/RUN' is a mount point (FS, ")
        .contains("\ntmp/RUN/sub/precious\n");
  }

  /** The service removes it when it can, and says once why it cannot. */
  @Test
  void what_a_killed_run_has_mounted_is_told_once_and_removed_when_it_is_unmounted()
      throws Exception {
    String waits = "\necho $$ >\"$scratch/pid\"; exec sleep 60";
    namespace.script("mounts.sh", "#!/bin/bash\ntouch other; " + BIND + waits);
    namespace.script("plain.sh", "#!/bin/bash\ntouch other" + waits);
    String said =
        plain(
            namespace.run(
                """
                killed() {
                  rm -f pid
                  jetpack healthcheck run "$1" >/dev/null &
                  while [ ! -s pid ]; do sleep 0.1; done
                  kill -9 $! "$(cat pid)"
                  wait $! 2>/dev/null
                }
                service() {
                  jetpack healthcheck service >/dev/null 2>&1 &
                  for ((i = 0; i < 600; i++)); do
                    grep -qs "$1" home/logs/healthcheck.log && break
                    sleep 0.1
                  done
                  kill $!; wait $!
                  echo "--- $1"
                  grep -e 'left by' -e 'are removed' home/logs/healthcheck.log
                  rm home/logs/healthcheck.log
                }
                killed mounts.sh
                service 'left by a run'
                find tmp -name other
                killed plain.sh
                service 'are removed'
                umount tmp/*/mnt
                killed plain.sh
                service 'are removed'
                find tmp
                """));
    namespace.assertVictimIsIntact();
    assertThat(
            said.replaceAll("(?m)^[0-9-]+ [0-9:.,]+ +\\w+ +", "")
                .replaceAll("of '/[^']*'", "of DISK"))
        .isEqualTo(
            """
            --- left by a run
            left by a run that was killed: 'SCRATCH/tmp/RUN/mnt' is a mount point (FS, 'SCRATCH/victim' of DISK) and is left as it is; unmount it with umount 'SCRATCH/tmp/RUN/mnt'
            --- are removed
            1 scratch directories of runs that were killed are removed
            --- are removed
            2 scratch directories of runs that were killed are removed
            tmp
            """);
  }

  private static final String FILLS =
      """
      #!/bin/bash
      # jetpack: timeout=LIMIT
      for i in {1..8}; do
        mkdir -p d$i/sub && (cd d$i/sub && touch {1..1500})
      done
      """;

  @ParameterizedTest
  @CsvSource({"1m,exit 0,healthy", "3s,sleep 60,timed out after 3s"})
  void what_is_mounted_while_it_is_deleted_stays(String limit, String ending, String word)
      throws Exception {
    namespace.script("check.sh", FILLS.replace("LIMIT", limit) + ending);
    String said =
        namespace.run(
            """
            meanwhile "$tmp/jetpack-check-*/d*/sub"
            jetpack healthcheck run check.sh
            enough
            """);
    namespace.assertVictimIsIntact();
    assertThat(said).contains(word).endsWith("bind\nnested\n");
  }

  @Test
  void what_is_mounted_while_the_service_deletes_stays() throws Exception {
    namespace.script(
        "check.sh", FILLS.replace("LIMIT", "2m") + "echo $$ >\"$scratch/pid\"; exec sleep 60");
    String said =
        namespace.run(
            """
            jetpack healthcheck run check.sh >/dev/null &
            while [ ! -s pid ]; do sleep 0.1; done
            # what the shell says of a job that was killed is not asked for
            { kill -9 $! "$(cat pid)"; wait $!; } 2>/dev/null
            meanwhile "$tmp/jetpack-check-*/d*/sub"
            jetpack healthcheck service >/dev/null 2>&1 &
            service=$!
            for ((i = 0; i < 600; i++)); do
              grep -qse 'left by' -e 'are removed' home/logs/healthcheck.log && break
              sleep 0.1
            done
            enough
            kill $service; wait $service
            left=$(find tmp -name 1500 | wc -l)
            ((left < 8)) && echo deleted
            """);
    namespace.assertVictimIsIntact();
    assertThat(said).isEqualTo("bind\nnested\ndeleted\n");
  }
}
