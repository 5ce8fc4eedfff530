package io.jetpack.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The sample's cookbook: with a stand-in for chef-client, which writes down what it gets, and with
 * the real one that {@code JETPACK_TEST_CHEF} names. A Chef that wants its licence accepted gets
 * {@code CHEF_LICENSE} from the caller's environment, if it is there.
 */
@Timeout(600)
class SampleCookbookIT {

  private static final Path COOKBOOK =
      Path.of("cluster-init-project/specs/default/chef/site-cookbooks/sample");

  private static final String STAND_IN =
      """
      #!/bin/bash
      printf '%s\\n' "$@" >"$CYCLECLOUD_HOME/arguments"
      cat >"$CYCLECLOUD_HOME/system/chef/reports/chef-run-report-20260101000000.json" <<END
      {"success": $PLAY_SUCCESS, "exception": "$PLAY_EXCEPTION",
       "updated_resources": [1, 2, 3], "all_resources": [1, 2, 3, 4]}
      END
      echo "what Chef says last"
      exit "$PLAY_CODE"
      """;

  @TempDir Path directory;

  private SampleNode node;
  private final Map<String, String> variables = new HashMap<>();

  @BeforeEach
  void prepare() throws Exception {
    node = SampleNode.prepare(directory.toRealPath().resolve("node"));
  }

  private void standIn(int code, String exception) throws Exception {
    Path program = Files.writeString(directory.resolve("chef-client"), STAND_IN);
    assertThat(program.toFile().setExecutable(true)).isTrue();
    variables.put("JETPACK_CONVERGE_CHEF_CLIENT", program.toString());
    variables.put("PLAY_CODE", String.valueOf(code));
    variables.put("PLAY_SUCCESS", String.valueOf(exception.isEmpty()));
    variables.put("PLAY_EXCEPTION", exception);
  }

  private void runList(String recipe) throws Exception {
    Path file = node.home().resolve("config/node.json");
    Files.writeString(file, Files.readString(file).replace("recipe[sample]", recipe));
  }

  @Test
  void chefGetsTheCookbookTheAttributesAndTheRunList() throws Exception {
    standIn(0, "");
    SampleNode.Call call = node.converge(variables);
    assertThat(call.exitCode()).as(call.output()).isZero();
    assertThat(call.output())
        .contains("run list recipe[sample], output written to ")
        .contains("Chef finished: 3 of 4 resources updated");
    Path chef = node.home().resolve("system/chef");
    assertThat(node.home().resolve("arguments"))
        .content()
        .startsWith("-z\n-c\n%s/client.rb\n-j\n%s/node.json\n--no-fork\n".formatted(chef, chef));
    try (Stream<Path> files = Files.walk(COOKBOOK)) {
      List<Path> all = files.filter(Files::isRegularFile).toList();
      assertThat(all).hasSizeGreaterThanOrEqualTo(5);
      for (Path file : all) {
        assertThat(chef.resolve("chef-repo/cookbooks/sample").resolve(COOKBOOK.relativize(file)))
            .hasSameBinaryContentAs(file);
      }
    }
    JsonNode attributes = JsonMapper.shared().readTree(chef.resolve("node.json").toFile());
    assertThat(attributes.at("/sample/greeting").asString()).isEqualTo("hello from node.json");
    assertThat(attributes.at("/run_list/0").asString()).isEqualTo("recipe[sample]");
    assertThat(node.home().resolve("logs/chef-client.log")).content().contains("says last");
  }

  @Test
  void noScriptRunsAfterARecipeThatFails() throws Exception {
    standIn(1, "Mixlib::ShellOut::ShellCommandFailed: exited 3");
    SampleNode.Call call = node.converge(variables);
    assertThat(call.exitCode()).isEqualTo(1);
    assertThat(call.output().lines().toList().getLast())
        .startsWith("jetpack: Chef failed (return code: 1): ")
        .contains("ShellCommandFailed: exited 3");
    assertThat(node.made()).doesNotExist();
    standIn(0, "");
    assertThat(node.converge(variables).exitCode()).isZero();
    assertThat(node.made().resolve("motd")).exists();
  }

  @Test
  void aRealChefConvergesTwice() throws Exception {
    realChef();
    SampleNode.Call first = node.converge(variables);
    assertThat(first.exitCode()).as(first.output()).isZero();
    assertThat(first.output()).contains("Chef finished: 4 of 4 resources updated");
    assertThat(node.made().resolve("greeting")).hasContent("hello from node.json");
    assertThat(node.made().resolve("service.conf"))
        .hasContent("folder = %s\nport = 8080\ncluster = sample-cluster".formatted(node.made()));
    assertThat(node.made().resolve("sums")).content().contains("greeting", "service.conf");
    SampleNode.Call second = node.converge(variables);
    assertThat(second.exitCode()).as(second.output()).isZero();
    assertThat(second.output()).contains("Chef finished: 0 of 4 resources updated");
  }

  @Test
  void aRecipeThatFailsInARealChefIsTold() throws Exception {
    realChef();
    runList("recipe[sample::fails]");
    SampleNode.Call call = node.converge(variables);
    assertThat(call.exitCode()).isEqualTo(1);
    assertThat(call.output().lines().toList().getLast())
        .startsWith("jetpack: Chef failed (return code: 1): ")
        .contains("sample that fails");
    assertThat(node.home().resolve("logs/chef-client.log"))
        .content()
        .contains("the licence server does not answer");
    assertThat(node.made()).doesNotExist();
  }

  private void realChef() {
    Optional<String> real = Optional.ofNullable(System.getenv("JETPACK_TEST_CHEF"));
    assumeTrue(real.isPresent(), "JETPACK_TEST_CHEF names no real chef-client");
    variables.put("JETPACK_CONVERGE_CHEF_CLIENT", real.orElse(""));
  }
}
