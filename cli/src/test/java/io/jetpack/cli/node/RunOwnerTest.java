package io.jetpack.cli.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunOwnerTest {

  private static final Instant SINCE = Instant.parse("2026-11-29T08:00:00Z");

  @TempDir Path directory;

  private Path lock(String line) throws IOException {
    Path lock = RunOwner.lock(new Home(directory));
    Files.createDirectories(directory.resolve("run"));
    return Files.writeString(lock, line + "\n");
  }

  @Test
  void a_line_says_all_of_it() {
    RunOwner owner = new RunOwner(7, new Machine("id", "boot", "host-1"), SINCE);
    assertThat(owner.line()).isEqualTo("7 boot id host-1 2026-11-29T08:00:00Z");
    assertThat(RunOwner.parse(owner.line())).contains(owner);
    RunOwner nameless = new RunOwner(7, new Machine("", "boot", "a b\n"), SINCE);
    assertThat(nameless.line()).isEqualTo("7 boot - ab 2026-11-29T08:00:00Z");
    assertThat(RunOwner.parse("4711")).isEmpty();
    assertThat(RunOwner.parse("x boot id host 2026-11-29T08:00:00Z")).isEmpty();
    assertThat(RunOwner.parse("1 boot id host yesterday")).isEmpty();
  }

  @Test
  void another_node_is_noticed_while_it_renews_its_lock() throws IOException {
    Home home = new Home(directory);
    assertThat(RunOwner.elsewhere(home)).isEmpty();
    Path lock = lock(new RunOwner(7, new Machine("id", "boot", "node-2"), SINCE).line());
    assertThat(RunOwner.elsewhere(home).orElseThrow().refusal(home))
        .contains(
            "is in use by another node, 'node-2' (process 7 since 2026-11-29T08:00:00Z)",
            "set [node] run in");
    Files.setLastModifiedTime(lock, FileTime.from(Instant.now().minus(Duration.ofSeconds(90))));
    assertThat(RunOwner.elsewhere(home)).isPresent();
    Files.setLastModifiedTime(lock, FileTime.from(Instant.now().minus(Duration.ofMinutes(2))));
    assertThat(RunOwner.elsewhere(home)).as("one of an image, or that has ended").isEmpty();
  }

  @Test
  void this_machine_is_not_another_node() throws IOException {
    Home home = new Home(directory);
    Machine here = Machine.here();
    lock(RunOwner.present().line());
    assertThat(RunOwner.elsewhere(home)).isEmpty();
    lock(new RunOwner(7, new Machine("other", here.bootId(), "container"), SINCE).line());
    assertThat(RunOwner.elsewhere(home)).as("a container of it").isEmpty();
    lock(new RunOwner(7, new Machine(here.id(), "boot", here.host()), SINCE).line());
    assertThat(RunOwner.elsewhere(home)).as("before a reboot").isEmpty();
    lock(new RunOwner(7, new Machine(here.id(), "boot", "twin"), SINCE).line());
    assertThat(RunOwner.elsewhere(home)).as("a root file system for all").isPresent();
    lock("4711");
    assertThat(RunOwner.elsewhere(home)).as("of an earlier version").isEmpty();
  }

  @Test
  void what_two_machines_do_not_say_makes_them_no_one_machine() {
    Machine one = new Machine("id", "", "node-1");
    assertThat(one.isSameAs(new Machine("id", "", "node-1"))).isTrue();
    assertThat(one.isSameAs(new Machine("id", "", "node-2"))).isFalse();
    assertThat(one.isSameAs(new Machine("other", "", "node-1"))).isFalse();
  }
}
