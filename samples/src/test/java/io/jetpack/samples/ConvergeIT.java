package io.jetpack.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The sample project, converged as its page shows it, by the program as it is shipped. */
@Timeout(300)
class ConvergeIT {

  /** The directory that the page names. */
  private static final String SHOWN = "/tmp/node";

  @TempDir Path directory;

  @Test
  void thePageShowsWhatHappens() throws Exception {
    Path folder = directory.toRealPath().resolve("node");
    SampleNode node = new SampleNode(folder);
    List<ShownCommands.Shown> commands =
        ShownCommands.of("cli/docs/converge.md", "Converge a node");
    assertThat(commands).hasSizeGreaterThanOrEqualTo(3);
    for (ShownCommands.Shown shown : commands) {
      String line =
          shown
              .command()
              .replace(SHOWN, folder.toString())
              .replace("./jetpack", Distribution.LAUNCHER.toString());
      SampleNode.Call call = node.shell(line, Map.of());
      assertThat(alike(call.output().replace(folder.toString(), SHOWN)))
          .as("what the page shows below '%s'", shown.command())
          .isEqualTo(alike(String.join("\n", shown.output())));
      assertThat(call.exitCode()).as(call.output()).isZero();
    }
    assertThat(node.made().resolve("motd")).content().contains("converged by Jetpack");
    assertThat(node.made().resolve("limits.conf")).content().contains("memlock");
    JsonNode inventory =
        JsonMapper.shared().readTree(node.made().resolve("inventory.json").toFile());
    assertThat(inventory.get("cluster").asString()).isEqualTo("sample-cluster");
    assertThat(inventory.get("spec_path").asString())
        .isEqualTo(folder + "/cluster-init/sample/default");
  }

  /** Times, and the columns that are as wide as they are, differ. */
  private static String alike(String text) {
    return text.replaceAll("\\d+\\.\\d\\d s", "TIME").replaceAll(" +", " ").strip();
  }

  @Test
  void theProjectIsSound() throws Exception {
    Distribution.Call call =
        new Distribution(directory)
            .run("healthcheck", "validate", "--fail-on", "warning", "samples/cluster-init-project");
    assertThat(call.exitCode()).as("%s%s", call.out(), call.err()).isZero();
  }
}
