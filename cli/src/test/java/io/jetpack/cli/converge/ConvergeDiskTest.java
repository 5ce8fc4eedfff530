package io.jetpack.cli.converge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A converge whose disk gets full, which only root can make: it is mounted in a namespace of the
 * converge's own.
 */
@Timeout(240)
class ConvergeDiskTest {

  private static final String SCRIPT = "cluster-init/scripts/1.sh";
  private static final String LARGE = "cluster-init/files/large";
  private static final int LARGE_BYTES = 2 * 1024 * 1024;

  /** Converges on a disk of 1 MiB, tells how, makes it larger and converges again. */
  private static final String STEPS =
      """
      set -u
      disk=$1 seen=$2
      shift 2
      mount -t tmpfs -o size=1m,mode=755 tmpfs "$disk"
      "$@"
      echo "ended with $?"
      find "$disk" -name '*.sh' -o -name large >"$seen"
      mount -o remount,size=64m "$disk"
      exec "$@"
      """;

  @TempDir Path directory;

  private Node node;
  private Path ran;

  @BeforeEach
  void prepare() throws Exception {
    Process mount =
        new ProcessBuilder("unshare", "-m", "mount", "-t", "tmpfs", "tmpfs", directory.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assumeTrue(mount.waitFor() == 0, "only root can mount disks for itself");
    node = new Node(directory);
    ran = directory.resolve("ran");
    String spec = "alpha/1.0.0/default/";
    Path script = node.file(spec + SCRIPT, "#!/bin/bash\necho 1 >>'%s'\n".formatted(ran));
    Path large = node.file(spec + LARGE, "x".repeat(LARGE_BYTES));
    node.file(
        spec + "SHA256SUMS", "%s  %s\n%s  %s\n".formatted(sum(script), SCRIPT, sum(large), LARGE));
  }

  private static String sum(Path file) throws Exception {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
    return HexFormat.of().formatHex(digest);
  }

  @ParameterizedTest
  @CsvSource({
    "folder, home/system, Failed to fetch alpha/default 1.0.0 from locker at",
    "http, home/system, Failed to fetch alpha/default 1.0.0 from locker at",
    "folder, mnt, cluster-init of alpha/default can not be put to"
  })
  void a_disk_that_gets_full_is_told_nothing_runs_and_the_next_converge_goes_on(
      String locker, String disk, String words) throws Exception {
    HttpServer server =
        SimpleFileServer.createFileServer(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            node.locker.toRealPath(),
            SimpleFileServer.OutputLevel.NONE);
    server.start();
    String address = "http://127.0.0.1:" + server.getAddress().getPort();
    node.spec(
            locker.equals("http") ? address : node.locker.toString(),
            "alpha",
            "1.0.0",
            "default",
            "")
        .configure();
    Path mounted = Files.createDirectories(directory.resolve(disk));
    Path seen = directory.resolve("seen");
    List<String> around =
        List.of("unshare", "-m", "sh", "-c", STEPS, "sh", mounted.toString(), seen.toString());
    try (ConvergeProcess converge = ConvergeProcess.start(node, around, "converge")) {
      assertThat(converge.exitCode()).as(converge.output()).isZero();
      List<String> lines = converge.output().lines().toList();
      int end = lines.indexOf("ended with 1");
      assertThat(end).as(converge.output()).isPositive();
      assertThat(lines.get(end - 1)).contains(words).contains("no space left on device");
      assertThat(lines.subList(0, end)).noneMatch(line -> line.contains("trying again"));
    } finally {
      server.stop(0);
    }
    assertThat(seen).as("what was left of the first one").isEmptyFile();
    assertThat(ran).hasContent("1\n");
  }
}
