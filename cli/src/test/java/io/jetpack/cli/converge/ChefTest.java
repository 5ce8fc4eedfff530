package io.jetpack.cli.converge;

import static org.assertj.core.api.Assertions.assertThat;

import io.jetpack.cli.Transcript;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(300)
class ChefTest {

  private static final String A = "alpha/1.0.0/default";
  private static final String B = "beta/2.1.0/execute";

  @TempDir Path directory;

  private Node node;
  private Path client;

  @BeforeEach
  void prepare() throws Exception {
    node = new Node(directory);
    node.file(A + "/chef/cookbooks/motd/recipes/default.rb", "# of alpha\n");
    node.file(A + "/chef/cookbooks/motd/recipes/extra.rb", "# of alpha only\n");
    node.file(A + "/chef/roles/worker.rb", "name 'worker'\n");
    node.file(A + "/chef/data_bags/users/one.json", "{\"id\": \"one\"}");
    node.file(B + "/chef/site-cookbooks/motd/recipes/default.rb", "# of beta\n");
    node.file(B + "/chef/data_bags/users/two.json", "{\"id\": \"two\"}");
    node.script(B, "1.sh", "touch \"$OUT\"");
    node.spec("alpha", "1.0.0", "default", ", \"run_list\": [\"recipe[motd]\"]");
    node.spec("beta", "2.1.0", "execute", ", \"run_list\": \"recipe[a], role[worker]\"");
    node.json(", \"run_list\": [\"role[base]\"], \"motd\": {\"text\": \"hi\"}");
    client =
        Node.write(
            directory.resolve("bin/chef-client"),
            """
            #!/bin/bash
            # plays Chef: writes down what it was called with, leaves a report, ends as it is told
            printf '%s\\n' "$@" > "$CALLS"
            echo "licence: ${CHEF_LICENSE-unset}" >> "$CALLS"
            echo 'Chef Client finished, 1/2 resources updated in 3 seconds'
            [ "$CHEF_EXIT" = 1 ] && success=false || success=true
            report=$CYCLECLOUD_HOME/system/chef/reports/chef-run-report-20260101000000.json
            echo "{\\"success\\": $success, \\"exception\\": $CHEF_EXCEPTION,
              \\"updated_resources\\": [1], \\"all_resources\\": [1, 2]}" > "$report"
            exit "$CHEF_EXIT"
            """);
    assertThat(client.toFile().setExecutable(true)).isTrue();
  }

  private Transcript transcript(int exit) {
    return node.transcript()
        .variable("JETPACK_CONVERGE_CHEF_CLIENT", client.toString())
        .variable("CALLS", directory.resolve("calls").toString())
        .variable("OUT", directory.resolve("ran").toString())
        .variable("CHEF_EXCEPTION", exit == 1 ? "\"RuntimeError: no motd\"" : "null")
        .variable("CHEF_EXIT", String.valueOf(exit));
  }

  @Test
  void chef_gets_the_merged_repository_the_attributes_and_the_run_list() {
    Transcript transcript = transcript(0);
    assertThat(transcript.run("converge").exitCode()).isZero();
    Path chef = node.home.resolve("system/chef");
    assertThat(directory.resolve("calls"))
        .hasContent(
            String.join(
                "\n",
                "-z",
                "-c",
                chef + "/client.rb",
                "-j",
                chef + "/node.json",
                "--no-fork",
                "--no-color",
                "-L",
                node.home + "/logs/chef-client.log",
                "-l",
                "info",
                "--run-lock-timeout",
                "600",
                "licence: unset"));
    assertThat(chef.resolve("chef-repo/cookbooks/motd/recipes/default.rb")).hasContent("# of beta");
    assertThat(chef.resolve("chef-repo/cookbooks/motd/recipes/extra.rb")).doesNotExist();
    assertThat(chef.resolve("chef-repo/data_bags/users")).isDirectoryContaining("glob:**one.json");
    assertThat(chef.resolve("chef-repo/data_bags/users")).isDirectoryContaining("glob:**two.json");
    assertThat(node.read(chef.resolve("node.json")).replaceAll("\\s+", " "))
        .contains(
            "\"run_list\": [ \"role[base]\", \"recipe[motd]\", \"recipe[a]\", \"role[worker]\" ]")
        .contains("\"motd\": { \"text\": \"hi\" }");
    assertThat(node.read(chef.resolve("client.rb"))).contains("node_name 'jetpack'");
    assertThat(node.home.resolve("logs/chef-client.log")).content().contains("1/2 resources");
    assertThat(directory.resolve("ran")).exists();
    transcript.replacing(directory.toString(), "DIR").matches("converge-chef");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 | RuntimeError: no motd",
        "2 | interrupted",
        "5 | ended it with this code",
        "41 | reboot that a recipe wants failed",
        "42 | audit failed",
        "43 | configuration is wrong",
        "137 | memory ran out",
        "143 | SIGTERM",
        "172 | licence is not accepted",
        "173 | licence",
        "174 | licence",
        "213 | upgraded Chef itself"
      })
  void an_exit_code_that_is_a_failure_is_told_in_words_and_no_script_runs(int code, String words)
      throws Exception {
    Transcript.Call call = transcript(code).run("converge");
    assertThat(call.exitCode()).isEqualTo(1);
    assertThat(call.err())
        .contains("Chef failed (return code: %d): ".formatted(code))
        .contains(words);
    assertThat(directory.resolve("ran")).doesNotExist();
    assertThat(node.messages()).contains("\"return_code\":" + code);
  }

  @ParameterizedTest
  @CsvSource({"35", "37"})
  void a_reboot_that_is_wanted_is_said_and_written_down(int code) {
    Transcript.Call call = transcript(code).run("converge");
    assertThat(call.exitCode()).isZero();
    assertThat(call.err()).contains("REBOOT WANTED").contains("exit code " + code);
    assertThat(node.home.resolve("run/reboot_wanted")).content().contains("exit code " + code);
    assertThat(transcript(0).run("converge").exitCode()).isZero();
    assertThat(node.home.resolve("run/reboot_wanted")).doesNotExist();
  }

  @Test
  void without_chef_nothing_runs_unless_it_is_left_out() throws Exception {
    Transcript transcript = transcript(0);
    Files.delete(client);
    assertThat(transcript.run("converge").exitCode()).isEqualTo(3);
    assertThat(directory.resolve("ran")).doesNotExist();
    assertThat(transcript.run("converge", "--skip-chef").exitCode()).isZero();
    assertThat(directory.resolve("ran")).exists();
    transcript.replacing(directory.toString(), "DIR").matches("converge-without-chef");
  }
}
