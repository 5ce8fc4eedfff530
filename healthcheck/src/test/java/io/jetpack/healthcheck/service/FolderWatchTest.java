package io.jetpack.healthcheck.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.jetpack.healthcheck.CheckDirectory;
import io.jetpack.healthcheck.CheckSettings;
import io.jetpack.healthcheck.service.FolderWatch.Look;
import io.jetpack.runner.RunnerSettings;
import io.jetpack.runner.ScriptRunners;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderWatchTest {

  private final ScriptRunners runners = ScriptRunners.load(RunnerSettings.defaults());
  private Instant now = Instant.now().plusSeconds(3600);

  @TempDir Path home;
  private Path folder = Path.of("");
  private FolderWatch watch =
      new FolderWatch(folder, new CheckDirectory(runners, CheckSettings.DEFAULTS), () -> now);

  @BeforeEach
  void makeFolder() throws Exception {
    folder = Files.createDirectory(home.resolve("healthcheck.d"));
    watch = new FolderWatch(folder, new CheckDirectory(runners, CheckSettings.DEFAULTS), () -> now);
    write("a.sh", "exit 0");
  }

  @AfterEach
  void close() {
    runners.close();
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
}
