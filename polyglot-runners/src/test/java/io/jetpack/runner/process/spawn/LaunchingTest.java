package io.jetpack.runner.process.spawn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jetpack.runner.libc.CLibrary;
import io.jetpack.runner.process.StartsProcesses;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which way is taken on which C library. */
class LaunchingTest {

  private static final String CLOSE_FROM = "posix_spawn_file_actions_addclosefrom_np";
  private static final String CHANGE_DIRECTORY = "posix_spawn_file_actions_addchdir_np";

  private final String before = System.getProperty(CLibrary.WITHOUT_PROPERTY, "");

  @AfterEach
  void restore() {
    System.setProperty(CLibrary.WITHOUT_PROPERTY, before);
  }

  private static Launching decidedWithout(String... functions) {
    System.setProperty(CLibrary.WITHOUT_PROPERTY, String.join(",", functions));
    return Launching.decide();
  }

  /** Otherwise the second run of the tests would be the first one again. */
  @StartsProcesses
  @Test
  void the_tests_run_in_the_way_that_is_left_to_them() {
    assertThat(Launching.ofThisMachine().way())
        .isEqualTo(before.isEmpty() ? decidedWithout().way() : SpawnWay.FROM_OWN_DIRECTORY);
  }

  @Test
  void a_c_library_that_has_everything_is_used_as_it_is() {
    Launching launching = decidedWithout();
    assumeTrue(launching.why().isEmpty(), "glibc is older than 2.34");
    assertThat(launching.way()).isEqualTo(SpawnWay.CLOSING_FROM);
    assertThat(launching.words()).isEqualTo("by posix_spawn, closing what they inherit");
  }

  @Test
  void where_a_child_cannot_close_from_a_number_on_it_closes_each() {
    Launching launching = decidedWithout(CLOSE_FROM);
    assertThat(launching.way()).isEqualTo(SpawnWay.CLOSING_EACH);
    assertThat(launching.words())
        .isEqualTo(
            "by posix_spawn, closing each number that may be open (the C library has no "
                + "posix_spawn_file_actions_addclosefrom_np)");
  }

  @Test
  void where_it_cannot_enter_its_directory_either_a_thread_does() {
    assumeTrue(OwnDirectory.tried() == 0, "unshare is not refused");
    assertThat(decidedWithout(CHANGE_DIRECTORY).way()).isEqualTo(SpawnWay.FROM_OWN_DIRECTORY);
    assertThat(decidedWithout(CLOSE_FROM, CHANGE_DIRECTORY).words())
        .isEqualTo(
            "by posix_spawn, closing each number that may be open, each from a thread with a "
                + "directory of its own (the C library has no "
                + "posix_spawn_file_actions_addclosefrom_np, no "
                + "posix_spawn_file_actions_addchdir_np)");
  }

  @Test
  void the_java_runtime_is_the_last_resort() {
    assertThat(decidedWithout(CLOSE_FROM, CHANGE_DIRECTORY, "unshare").words())
        .isEqualTo(
            "by the Java runtime: signals show as exit codes, processor times are not known "
                + "(the C library has no posix_spawn_file_actions_addclosefrom_np, no "
                + "posix_spawn_file_actions_addchdir_np, "
                + "unshare is refused: Function not implemented)");
    assertThat(decidedWithout("posix_spawn").words())
        .isEqualTo(
            "by the Java runtime: signals show as exit codes, processor times are not known "
                + "(the C library has no posix_spawn)");
  }
}
