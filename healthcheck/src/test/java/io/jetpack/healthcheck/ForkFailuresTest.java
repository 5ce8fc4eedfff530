package io.jetpack.healthcheck;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForkFailuresTest {

  @TempDir Path directory;

  private Path groups = Path.of("");

  @BeforeEach
  void make_groups() throws Exception {
    groups = Files.createDirectory(directory.resolve("cgroup"));
  }

  private long count(String membership) throws Exception {
    Path file = Files.writeString(directory.resolve("membership"), membership);
    return new ForkFailures(file, groups).count();
  }

  private void events(String file, long count) throws Exception {
    Path path = groups.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, "max %d\n".formatted(count));
  }

  @Test
  void of_the_first_version_the_group_of_processes_counts() throws Exception {
    events("pids/jetpack/pids.events", 3);
    events("memory/jetpack/pids.events", 100);
    assertThat(count("9:name=systemd:/\n8:pids:/jetpack\n4:memory:/jetpack\n0::/\n")).isEqualTo(3);
  }

  @Test
  void of_the_second_version_the_limits_above_count_and_not_those_beside() throws Exception {
    events("system.slice/jetpack.service/pids.events", 3);
    events("system.slice/jetpack.service/pids.events.local", 3);
    events("system.slice/other.service/pids.events.local", 1000);
    events("system.slice/pids.events", 2000);
    events("system.slice/pids.events.local", 4);
    assertThat(count("0::/system.slice/jetpack.service\n")).isEqualTo(7);
  }

  @Test
  void in_a_container_that_sees_only_its_own_group_that_one_counts() throws Exception {
    events("pids.events", 5);
    assertThat(count("0::/\n")).isEqualTo(5);
    assertThat(count("0::/docker/0123\n")).isEqualTo(5);
    assertThat(count("0::/../other\n")).isEqualTo(5);
  }

  @Test
  void where_nothing_is_counted_it_is_zero() throws Exception {
    assertThat(count("0::/\n")).isZero();
    assertThat(count("")).isZero();
    assertThat(count("no group")).isZero();
    assertThat(new ForkFailures(directory.resolve("missing"), groups).count()).isZero();
    Path file = Files.writeString(groups.resolve("pids.events"), "max many\n");
    assertThat(file).exists();
    assertThat(count("0::/\n")).isZero();
  }
}
