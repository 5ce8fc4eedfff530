package io.jetpack.cli.healthcheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jetpack.cli.MountNamespace;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A check never runs in a directory that is not its own, whatever the disks are like. */
@Timeout(120)
class ScratchDiskTest {

  /** Each leaves no room for a directory in {@code $tmp}. */
  private static final String READ_ONLY = "mount -t tmpfs -o ro none \"$tmp\"";

  private static final String WITHOUT_INODES = "mount -t tmpfs -o nr_inodes=1 none \"$tmp\"";

  /** An ext4 without a free block cannot take a directory either. */
  private static final String FULL =
      "truncate -s 1M disk; mkfs.ext4 -q -m 0 -O ^has_journal disk; mount -o loop disk \"$tmp\";"
          + " cat /dev/zero >\"$tmp/filler\" 2>/dev/null; i=0;"
          + " while mkdir \"$tmp/d$i\" 2>/dev/null; do i=$((i + 1)); done";

  private static final String CHECK = "#!/bin/bash\npwd; ls -A | wc -l; rm -rf ./*; exit 0\n";

  @TempDir Path scratch;

  private MountNamespace namespace;

  @BeforeEach
  void make_a_namespace() throws Exception {
    namespace = MountNamespace.in(scratch);
    namespace.script("check.sh", CHECK);
  }

  private String json(String before) throws Exception {
    return namespace
        .run(before + "; cd \"$scratch\"; jetpack healthcheck run check.sh --format json || :")
        .replaceAll("jetpack-check-[0-9a-f-]+", "RUN");
  }

  @ParameterizedTest
  @ValueSource(strings = {READ_ONLY, WITHOUT_INODES, FULL})
  void where_the_usual_place_takes_no_directory_another_one_is_taken(String disk) throws Exception {
    assumeTrue(
        !disk.equals(FULL) || namespace.run(FULL + "; df \"$tmp\"").contains("/dev/loop"),
        "this machine has no mkfs.ext4 or no loop device");
    assertThat(json(disk)).contains("\"stdout\": \"SCRATCH/home/run/RUN\\n0\\n\"");
    assertThat(json("mkdir other; export TMPDIR=\"$scratch/other\"; " + disk))
        .contains("\"stdout\": \"SCRATCH/other/RUN\\n0\\n\"");
    assertThat(json("rmdir home/run; " + disk)).contains("\"stdout\": \"/run/RUN\\n0\\n\"");
    assertThat(json("mount -t tmpfs -o ro none /run; " + disk))
        .contains("\"stdout\": \"/dev/shm/RUN\\n0\\n\"");
    assertThat(namespace.run("ls /run /dev/shm tmp home/run 2>/dev/null || :"))
        .doesNotContain("jetpack-check-");
  }

  @Test
  void where_no_place_takes_one_the_check_could_not_start() throws Exception {
    assertThat(
            json(
                "mount -t tmpfs -o ro none /run; mount -t tmpfs -o nr_inodes=1 none /dev/shm;"
                    + " mount -t tmpfs -o nr_inodes=1 none home/run; export TMPDIR=/no/such; "
                    + READ_ONLY))
        .contains("\"kind\": \"not-started\"")
        .contains(
            "could not start: no directory to run in can be made ('SCRATCH/tmp': read-only file system,"
                + " '/no/such': no such file or directory, 'SCRATCH/home/run': no space left on device,"
                + " '/run': read-only file system, '/dev/shm': no space left on device); make room, or"
                + " name another place by TMPDIR");
  }

  /** It may be there to find just that. */
  @Test
  void a_check_sees_the_disk_as_it_is() throws Exception {
    namespace.script("check.sh", "#!/bin/bash\nhead -c 20000 /dev/zero >file || exit 254\n");
    assertThat(json("mount -t tmpfs -o size=4k none \"$tmp\""))
        .contains("\"exit_code\": 254")
        .contains("No space left on device");
  }
}
