package io.jetpack.healthcheck.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.jetpack.healthcheck.CheckDirectory;
import io.jetpack.healthcheck.CheckSettings;
import io.jetpack.healthcheck.service.FolderWatch.Look;
import io.jetpack.runner.RunnerSettings;
import io.jetpack.runner.ScriptRunners;
import io.jetpack.runner.files.Mount;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderWatchTest {

  private static final Mount SHARE = new Mount(41, "/share", "nfs4", "/");
  private static final Mount DISK = new Mount(27, "/", "ext4", "/");

  private final ScriptRunners runners = ScriptRunners.load(RunnerSettings.defaults());
  private Instant now = Instant.now().plusSeconds(3600);

  @TempDir Path home;
  private Path folder = Path.of("");
  private Optional<Mount> mount = Optional.of(SHARE);
  private Optional<Mount> mountBefore = Optional.empty();
  private FolderWatch watch = watch();

  @BeforeEach
  void makeFolder() throws Exception {
    folder = Files.createDirectory(home.resolve("healthcheck.d"));
    watch = watch();
    write("a.sh", "exit 0");
  }

  @AfterEach
  void close() {
    runners.close();
  }

  private FolderWatch watch() {
    CheckDirectory directory = new CheckDirectory(runners, CheckSettings.DEFAULTS);
    return new FolderWatch(folder, directory, () -> now, ignored -> mount, () -> mountBefore);
  }

  private void write(String name, String text) throws Exception {
    Files.writeString(folder.resolve(name), "#!/bin/sh\n" + text + "\n");
  }

  private static Set<String> names(Look look) {
    assertThat(look).isInstanceOf(Look.Found.class);
    return ((Look.Found) look).checks().keySet();
  }

  @Test
  void it_reads_nothing_while_the_folder_stays_the_same() throws Exception {
    assertThat(names(watch.lookAtFolder())).containsExactly("a.sh");
    assertThat(watch.lookAtFolder()).isInstanceOf(Look.Same.class);
    Files.move(folder.resolve("a.sh"), folder.resolve("b.sh"));
    assertThat(names(watch.lookAtFolder())).containsExactly("b.sh");
    write("c.sh", "exit 0");
    assertThat(names(watch.lookAtFolder())).containsExactly("b.sh", "c.sh");
    Files.delete(folder.resolve("b.sh"));
    assertThat(names(watch.lookAtFolder())).containsExactly("c.sh");
    assertThat(watch.lookAtFolder()).isInstanceOf(Look.Same.class);
  }

  @Test
  void it_looks_again_into_a_folder_that_changed_just_now_since_times_are_coarse()
      throws Exception {
    now = Instant.now();
    Files.setLastModifiedTime(folder, FileTime.from(now.minusSeconds(1)));
    assertThat(names(watch.lookAtFolder())).containsExactly("a.sh");
    write("b.sh", "exit 0");
    Files.setLastModifiedTime(folder, FileTime.from(now.minusSeconds(1)));
    assertThat(names(watch.lookAtFolder())).containsExactly("a.sh", "b.sh");
  }

  @Test
  void an_edit_in_place_is_found_among_the_files() throws Exception {
    assertThat(names(watch.lookAtFiles())).containsExactly("a.sh");
    Files.writeString(folder.resolve("a.sh"), "neither script nor anything else");
    assertThat(watch.lookAtFolder()).isInstanceOf(Look.Same.class);
    assertThat(names(watch.lookAtFiles())).containsExactly("a.sh");
    Files.writeString(folder.resolve("data"), "x");
    assertThat(names(watch.lookAtFiles())).containsExactly("a.sh");
    Files.writeString(folder.resolve("data"), "#!/bin/sh\n");
    assertThat(names(watch.lookAtFiles())).containsExactly("a.sh", "data");
  }

  @Test
  void what_can_not_be_listed_is_not_empty() throws Exception {
    Path away = Files.move(folder, home.resolve("away"));
    assertThat(watch.lookAtFolder()).isInstanceOf(Look.Missing.class);
    Files.createSymbolicLink(folder, folder);
    assertThat(watch.lookAtFolder()).isInstanceOf(Look.Unreadable.class);
    Files.delete(folder);
    Files.writeString(folder, "a file");
    assertThat(watch.lookAtFolder()).isInstanceOf(Look.Unreadable.class);
    Files.delete(folder);
    Files.move(away, folder);
    assertThat(names(watch.lookAtFolder())).containsExactly("a.sh");
  }

  @Test
  void a_file_that_can_not_be_looked_at_is_as_it_was() throws Exception {
    assertThat(names(watch.lookAtFiles())).containsExactly("a.sh");
    Files.delete(folder.resolve("a.sh"));
    Files.createSymbolicLink(folder.resolve("a.sh"), Path.of("a.sh"));
    assertThat(names(watch.lookAtFiles())).containsExactly("a.sh");
    Files.delete(folder.resolve("a.sh"));
    assertThat(names(watch.lookAtFiles())).isEmpty();
  }

  @Test
  void checks_that_went_with_their_file_system_were_not_removed() throws Exception {
    assertThat(((Look.Found) watch.lookAtFiles()).mount()).contains(SHARE);
    mountBefore = Optional.of(SHARE);
    Files.delete(folder.resolve("a.sh"));
    mount = Optional.of(DISK);
    assertThat(watch.lookAtFolder())
        .isEqualTo(
            new Look.Unreadable(
                "no check is in '%s', and the checks were in another file system (nfs4 at '/share');"
                        .formatted(folder)
                    + " mount that again, or put a check there"));
    Files.writeString(folder.resolve("data.txt"), "no check");
    assertThat(watch.lookAtFiles()).isInstanceOf(Look.Unreadable.class);
    mount = Optional.of(new Mount(42, "/share", "nfs4", "/"));
    assertThat(((Look.Found) watch.lookAtFolder()).checks()).as("mounted again, empty").isEmpty();
  }

  @Test
  void a_check_in_another_file_system_replaces_what_was_in_the_one_before() {
    mountBefore = Optional.of(DISK);
    Look.Found found = (Look.Found) watch.lookAtFiles();
    assertThat(found.checks()).containsOnlyKeys("a.sh");
    assertThat(found.mount()).contains(SHARE);
  }

  @Test
  void what_is_exchanged_while_it_is_listed_is_looked_at_again() {
    Iterator<Mount> seen = List.of(SHARE, DISK, DISK, DISK).iterator();
    watch =
        new FolderWatch(
            folder,
            new CheckDirectory(runners, CheckSettings.DEFAULTS),
            () -> now,
            ignored -> Optional.of(seen.next()),
            Optional::empty);
    assertThat(watch.lookAtFolder()).isInstanceOf(Look.Same.class);
    assertThat(names(watch.lookAtFolder())).containsExactly("a.sh");
  }

  @Test
  void a_machine_that_does_not_say_what_is_mounted_has_removed_what_is_not_there()
      throws Exception {
    mountBefore = Optional.of(SHARE);
    mount = Optional.empty();
    Files.delete(folder.resolve("a.sh"));
    assertThat(names(watch.lookAtFolder())).isEmpty();
  }

  @Test
  void a_link_to_nowhere_and_a_file_system_that_is_gone_above_are_not_missing() throws Exception {
    Path away = Files.move(folder, home.resolve("away"));
    Files.createSymbolicLink(folder, home.resolve("nowhere"));
    assertThat(watch.lookAtFolder())
        .isEqualTo(new Look.Unreadable("'%s' is a link to what is not there".formatted(folder)));
    Files.delete(folder);
    mountBefore = Optional.of(new Mount(43, home.toString(), "nfs4", "/"));
    mount = Optional.of(DISK);
    assertThat(watch.lookAtFolder())
        .isEqualTo(
            new Look.Unreadable(
                "there is no folder '%s', which was in another file system (nfs4 at '%s'); mount that again"
                    .formatted(folder, home)));
    mountBefore = Optional.of(new Mount(43, folder.toString(), "nfs4", "/"));
    assertThat(watch.lookAtFolder()).as("the mount point, too").isInstanceOf(Look.Missing.class);
    Files.move(away, folder);
  }
}
