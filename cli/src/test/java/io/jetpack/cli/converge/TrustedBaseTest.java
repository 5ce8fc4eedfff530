package io.jetpack.cli.converge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jetpack.cli.Transcript;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What others could have prepared is neither run nor deleted. */
@Timeout(60)
class TrustedBaseTest {

  private static final String SPEC = "alpha/1.0.0/default";
  private static final int NOBODY = 65534;

  @TempDir Path directory;

  private Node node;
  private Path ran;
  private Path open;

  @BeforeEach
  void prepare() throws Exception {
    node = new Node(directory);
    ran = directory.resolve("ran");
    node.spec("alpha", "1.0.0", "default", "");
    node.script(SPEC, "1.sh", "echo >>'%s'".formatted(ran));
    open = Files.createDirectory(directory.resolve("open"));
    mode(open, "rwxrwxrwx");
    assertThat(new ProcessBuilder("chmod", "+t", open.toString()).start().waitFor()).isZero();
  }

  private static void mode(Path path, String permissions) throws Exception {
    Path _ = Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }

  private static void giveToNobody(Path path) throws Exception {
    assumeTrue(Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid")));
    Path _ = Files.setAttribute(path, "unix:uid", NOBODY, LinkOption.NOFOLLOW_LINKS);
  }

  private Transcript.Call converge(Path base) {
    return node.transcript().variable("JETPACK_CONVERGE_BASE", base.toString()).run("converge");
  }

  private void assertRefused(Path base, String why) {
    Transcript.Call call = converge(base);
    assertThat(call.exitCode()).isEqualTo(1);
    assertThat(call.err()).contains(why).contains("; mend it with: ch");
    assertThat(ran).doesNotExist();
  }

  @Test
  void what_somebody_made_first_in_a_directory_for_everybody_is_not_used() throws Exception {
    Path etc = Files.createDirectories(directory.resolve("etc/default"));
    Path precious = Files.writeString(etc.resolve("important.conf"), "precious");
    Path base = Files.createDirectory(open.resolve("ci"));
    Path link = Files.createSymbolicLink(base.resolve("alpha"), directory.resolve("etc"));
    giveToNobody(link);
    giveToNobody(base);
    assertRefused(base, "'%s' belongs to the user 'nobody'".formatted(base));
    assertThat(precious).hasContent("precious");
    assertThat(base.resolve(".run")).doesNotExist();
  }

  @Test
  void a_base_that_everybody_can_write_to_is_not_used_though_it_is_sticky() {
    assertRefused(open, "'%s' has mode 1777, by which every user can change".formatted(open));
  }

  @Test
  void a_base_that_others_can_exchange_is_not_used() throws Exception {
    Path wide = Files.createDirectory(directory.resolve("wide"));
    Path base = Files.createDirectory(wide.resolve("base"));
    mode(wide, "rwxrwxrwx");
    assertRefused(base, "'%s' has mode 777".formatted(wide));
    mode(wide, "rwxr-xr-x");
    assertThat(converge(base).exitCode()).isZero();
  }

  @Test
  void a_base_that_is_made_in_a_directory_for_everybody_is_ours() {
    assertThat(converge(open.resolve("fresh")).exitCode()).isZero();
    assertThat(ran).exists();
  }

  @Test
  void notes_of_others_about_processes_are_not_believed() throws Exception {
    Path base = open.resolve("fresh");
    assertThat(converge(base).exitCode()).isZero();
    Files.delete(ran);
    giveToNobody(base.resolve(".run/alpha"));
    assertRefused(base, "'%s/.run/alpha' belongs to".formatted(base));
  }

  @Test
  void a_script_that_others_can_change_does_not_run() throws Exception {
    Path base = directory.resolve("mnt");
    assertThat(converge(base).exitCode()).isZero();
    Files.delete(ran);
    Files.delete(node.marker("alpha/default", "1.sh"));
    mode(base.resolve("alpha/default/scripts/1.sh"), "rwxrwxr-x");
    assertRefused(base, "cluster-init script '1.sh' in project 'alpha' can not be run: '");
  }
}
