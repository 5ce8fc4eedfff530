package io.jetpack.cli.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.jetpack.cli.node.files.LockFile;
import io.jetpack.cli.node.files.OwnedLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who may read a file may lock it: nobody else's lock may keep the agent from its work. */
@Timeout(30)
class LocksTest {

  @TempDir Path directory;

  private static String mode(Path file) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @Test
  void a_new_lock_is_for_its_owner_only() throws Exception {
    Path owned = directory.resolve("run/owned.lock");
    try (OwnedLock _ = OwnedLock.take(owned, "service 1").orElseThrow()) {
      assertThat(mode(owned)).isEqualTo("rw-------");
    }
    Path short_ = directory.resolve("run/short.lock");
    try (LockFile _ = LockFile.take(short_, "jetpack", Duration.ofSeconds(1))) {
      assertThat(mode(short_)).isEqualTo("rw-------");
    }
  }

  @Test
  void a_lock_that_others_could_take_is_taken_back_from_them() throws Exception {
    Path lock = Files.writeString(directory.resolve("old.lock"), "install 12 since\n");
    var _ = Files.setPosixFilePermissions(lock, PosixFilePermissions.fromString("rw-r--r--"));
    Optional<OwnedLock> taken = OwnedLock.take(lock, "install 13");
    assertThat(taken).isPresent();
    taken.get().close();
    assertThat(mode(lock)).isEqualTo("rw-------");
    assertThat(OwnedLock.owner(lock)).contains("install 13");
  }
}
