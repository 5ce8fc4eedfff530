package io.jetpack.cli.converge;

import static org.assertj.core.api.Assertions.assertThat;

import io.jetpack.cli.PluginJar;
import io.jetpack.cli.PluginKind;
import io.jetpack.cli.Transcript;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A kind of address that somebody else can fetch from, as a jar in {@code config/plugins}. */
class LockerPluginTest {

  @TempDir private Path directory;

  @Test
  void projects_are_fetched_by_it() throws Exception {
    Node node = new Node(directory);
    PluginJar.write(
        node.home.resolve("config/plugins/memory.jar"),
        PluginKind.LOCKER.service(),
        "InMemory",
        """
        import io.jetpack.cli.converge.locker.*;
        import java.io.IOException;
        import java.nio.file.*;
        import java.time.Duration;
        import java.util.*;

        public class InMemory implements LockerProvider {
          public String form() { return "mem://..."; }
          public boolean takes(String address) { return address.startsWith("mem://"); }
          public Locker open(String address, Duration stall) {
            return new Locker() {
              public String address() { return address; }

              public List<LockerFile> list(String folder) {
                return List.of(file(folder + "/cluster-init/scripts/1.sh"));
              }

              public Optional<LockerFile> find(String path) { return Optional.empty(); }

              public void fetch(LockerFile file, Path target) throws IOException {
                Files.writeString(target, "#!/bin/sh\\necho fetched >\\"$OUT\\"\\n");
              }

              public void close() {}
            };
          }

          private static LockerFile file(String path) {
            return new LockerFile(
                path, OptionalLong.empty(), Optional.of("1"), Optional.empty(), true);
          }
        }
        """);
    node.spec("mem://box", "alpha", "1.0.0", "default", "");
    Transcript transcript =
        node.transcript().variable("OUT", directory.resolve("order").toString());
    Transcript.Call call = transcript.run("converge");
    assertThat(call.exitCode()).as("%s%s", call.out(), call.err()).isZero();
    assertThat(directory.resolve("order")).hasContent("fetched\n");
    assertThat(transcript.run("plugins").out()).containsPattern("memory.jar +locker");
  }
}
