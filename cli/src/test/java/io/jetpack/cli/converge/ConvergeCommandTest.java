package io.jetpack.cli.converge;

import static org.assertj.core.api.Assertions.assertThat;

import io.jetpack.cli.Transcript;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ConvergeCommandTest {

  private static final String A = "alpha/1.0.0/default";
  private static final String B = "beta/2.1.0/execute";

  @TempDir Path directory;

  private Node node;

  @BeforeEach
  void prepare() throws Exception {
    node = new Node(directory);
  }

  private void two() {
    node.script(A, "10_second.sh", "cp ../files/motd copied && echo second >> \"$OUT\"");
    node.script(A, "100_first.sh", "echo first >> \"$OUT\"; echo to stderr >&2; echo to stdout");
    node.file(A + "/cluster-init/files/motd", "hello\n");
    node.file(A + "/cluster-init/scripts/README.txt", "for people\n");
    node.file(
        B + "/cluster-init/scripts/20_python.py",
        "#!/usr/bin/env python3\nimport os\nopen(os.environ['OUT'], 'a').write('python\\n')\n");
    node.spec("cyclecloud", "8", "x", "").spec("alpha", "1.0.0", "default", "");
    node.spec("beta", "2.1.0", "execute", "");
  }

  private Transcript transcript() {
    return node.transcript().variable("OUT", directory.resolve("order").toString());
  }

  private void matches(Transcript transcript, String golden) {
    transcript.replacing(directory.toString(), "DIR").matches(golden);
  }

  @Test
  void scripts_run_once_in_byte_order_of_their_names_and_are_told() throws Exception {
    two();
    Transcript transcript = transcript();
    assertThat(transcript.run("converge", "--dry-run").exitCode()).isZero();
    assertThat(node.base).doesNotExist();
    transcript.run("converge", "--status");
    Transcript.Call call = transcript.run("converge");
    assertThat(call.exitCode()).as("%s%s", call.out(), call.err()).isZero();
    assertThat(directory.resolve("order")).hasContent("first\nsecond\npython\n");
    assertThat(node.output("alpha/default", "100_first.sh")).hasContent("to stderr\nto stdout\n");
    assertThat(node.base.resolve("alpha/default/scripts/copied")).hasContent("hello");
    assertThat(node.read(node.marker("alpha/default", "100_first.sh"))).contains("\"sha256\"");
    assertThat(node.messages()).contains("\"phase\"", "started", "finished", "installation");
    assertThat(transcript.run("converge").exitCode()).isZero();
    assertThat(directory.resolve("order")).hasContent("first\nsecond\npython\n");
    transcript.run("converge", "--dry-run");
    matches(transcript, "converge");
  }

  @Test
  void a_script_that_fails_stops_the_converge_and_the_next_one_goes_on_from_it() throws Exception {
    node.script(A, "1.sh", "echo 1 >> \"$OUT\"");
    node.script(
        A, "2.sh", "echo 2 >> \"$OUT\"; echo no such package: foo >&2; test -e \"$OUT.mended\"");
    node.script(A, "3.sh", "echo 3 >> \"$OUT\"");
    node.spec("alpha", "1.0.0", "default", "");
    Transcript transcript = transcript();
    assertThat(transcript.run("converge", "--mode=install").exitCode()).isEqualTo(1);
    assertThat(directory.resolve("order")).hasContent("1\n2\n");
    assertThat(node.marker("alpha/default", "2.sh")).doesNotExist();
    assertThat(node.messages())
        .contains(
            "\"return_code\":1",
            "no such package: foo",
            "\"level\":\"error\"",
            "\"priority\":\"high\"");
    assertThat(node.read(node.home.resolve("run/converge.json"))).contains("\"failed\"");
    Files.createFile(directory.resolve("order.mended"));
    assertThat(transcript.run("converge", "--cluster-init").exitCode()).isZero();
    assertThat(directory.resolve("order")).hasContent("1\n2\n2\n3\n");
    matches(transcript, "converge-failed");
  }

  /**
   * What a script, its name or a project's name holds must not steer a terminal or forge a line.
   */
  @Test
  void nothing_of_a_script_does_anything_in_a_terminal_or_in_the_log() throws Exception {
    node.script(A, "1_\u001B[31mred\nSTEP fake  done.sh", "true");
    node.script(A, "2_\u001B]0;x\u0007.sh", "printf '\\033[2J\\033[31mlast words\\n' >&2; exit 3");
    node.spec("alpha", "1.0.0", "default", "");
    Transcript transcript = transcript();
    Transcript.Call failed = transcript.run("converge");
    assertThat(failed.exitCode()).isEqualTo(1);
    assertThat(failed.out() + failed.err())
        .contains("last words", "Failed to execute cluster-init script '2_.sh'");
    String log = node.read(node.home.resolve("logs/jetpack.log"));
    String shown = failed.out() + failed.err() + transcript.run("converge", "--status").out() + log;
    assertThat(shown).doesNotContain("\u001B", "\u0007");
    assertThat(shown.lines()).noneMatch(line -> line.startsWith("STEP fake"));
    assertThat(log.lines())
        .allMatch(line -> line.matches("\\d{4}-\\d\\d-\\d\\dT\\S+ [A-Z]+ converge: .*"));
  }

  @Test
  void a_script_sees_the_environment_that_its_callers_rely_on() {
    node.script(
        A,
        "env.sh",
        "pwd; echo $CYCLECLOUD_PROJECT_NAME $CYCLECLOUD_PROJECT_PATH $CYCLECLOUD_PROJECT_VERSION"
            + " $CYCLECLOUD_SPEC_NAME $CYCLECLOUD_SPEC_PATH $CYCLECLOUD_HOME; echo ${PATH%%:*};"
            + " ls ..");
    node.spec("alpha", "1.0.0", "default", "");
    assertThat(transcript().run("converge").exitCode()).isZero();
    String spec = node.base + "/alpha/default";
    assertThat(node.output("alpha/default", "env.sh"))
        .hasContent(
            "%s/scripts\nalpha %s/alpha 1.0.0 default %s %s\n%s/bin\nfiles\nscripts\ntests\n"
                .formatted(spec, node.base, spec, node.home, node.home));
  }

  @Test
  void a_marker_that_is_deleted_or_written_by_hand_counts() throws Exception {
    node.script(A, "1.sh", "echo 1 >> \"$OUT\"");
    node.script(A, "2.sh", "echo 2 >> \"$OUT\"");
    node.spec("alpha", "1.0.0", "default", "");
    Node.write(node.marker("alpha/default", "1.sh"), "");
    Transcript transcript = transcript();
    assertThat(transcript.run("converge").exitCode()).isZero();
    assertThat(directory.resolve("order")).hasContent("2\n");
    Files.delete(node.marker("alpha/default", "1.sh"));
    assertThat(transcript.run("converge").exitCode()).isZero();
    assertThat(directory.resolve("order")).hasContent("2\n1\n");
  }

  @Test
  void a_script_that_was_edited_is_told_and_runs_again_when_asked_for() throws Exception {
    node.script(A, "1.sh", "echo old >> \"$OUT\"");
    node.script(A, "2.sh", "echo two >> \"$OUT\"");
    node.spec("alpha", "1.0.0", "default", "");
    Transcript transcript = transcript();
    transcript.run("converge");
    node.script(A, "1.sh", "echo new text >> \"$OUT\"");
    transcript.run("converge");
    transcript.run("converge", "--dry-run");
    transcript.run("converge", "--rerun-changed");
    transcript.run("converge", "--rerun", "alpha/default/2.sh");
    transcript.run("converge", "--rerun", "3.sh");
    assertThat(directory.resolve("order")).hasContent("old\ntwo\nnew text\ntwo\n");
    matches(transcript, "converge-rerun");
  }

  @Test
  void no_marker_stays_of_a_script_that_fails_when_it_runs_again() {
    node.script(A, "1.sh", "test ! -e \"$OUT\" && touch \"$OUT\"");
    node.spec("alpha", "1.0.0", "default", "");
    assertThat(transcript().run("converge").exitCode()).isZero();
    assertThat(node.marker("alpha/default", "1.sh")).exists();
    assertThat(transcript().run("converge", "--rerun", "1.sh").exitCode()).isEqualTo(1);
    assertThat(node.marker("alpha/default", "1.sh")).doesNotExist();
  }

  @Test
  void what_can_not_be_converged_is_told_before_anything_runs() throws Exception {
    Transcript transcript = transcript();
    transcript.run("converge");
    node.spec("alpha", "1.0.0", "default", "");
    node.configure();
    transcript.run("converge");
    transcript.run("converge", "--test", "--status");
    Node.write(
        node.home.resolve("config/node.json"),
        """
        {"cyclecloud": {"cluster_init_specs": [
          {"project": "../x", "version": 1.0, "spec": "s", "locker": "/l"},
          {"project": "p", "version": "1", "order": "first", "locker": ""},
          "p:s"], "x": 1}, "run_list": 3}
        """);
    transcript.run("converge");
    Node.write(
        node.home.resolve("config/node.json"),
        "{\"cyclecloud\": {\"cluster_init_specs\": [{\"project\": \"p\", \"version\": \"1\","
            + " \"spec\": \"s\", \"locker\": \"s3://bucket/x?secret\"}]}}");
    transcript.run("converge");
    matches(transcript, "converge-mistakes");
  }

  @Test
  void tests_run_whenever_they_are_asked_for() throws Exception {
    node.script(A, "1.sh", "true");
    node.file(A + "/cluster-init/tests/1_good.sh", "#!/bin/bash\ntrue\n");
    node.file(A + "/cluster-init/tests/2_bad.sh", "#!/bin/bash\necho wrong; exit 3\n");
    node.spec("alpha", "1.0.0", "default", "");
    Transcript transcript = transcript();
    transcript.run("converge");
    assertThat(transcript.run("converge", "--test").exitCode()).isEqualTo(1);
    assertThat(node.home.resolve("logs/cluster-init/alpha/default/tests/2_bad.sh.out"))
        .hasContent("wrong");
    matches(transcript, "converge-test");
  }

  @Test
  void a_later_failure_does_not_take_the_installation_back() {
    node.script(A, "1.sh", "test ! -e \"$OUT\"");
    node.spec("alpha", "1.0.0", "default", "");
    transcript().run("converge");
    Node.write(directory.resolve("order"), "");
    assertThat(transcript().run("converge", "--rerun", "1.sh").exitCode()).isEqualTo(1);
    assertThat(node.read(node.home.resolve("run/converge.json")))
        .contains("\"failed\"", "\"installed_at\"", "\"failure\"");
  }

  @Test
  void a_converge_within_a_converge_is_refused() {
    String jetpack =
        "%s/bin/java -cp '%s' io.jetpack.cli.program.Jetpack"
            .formatted(System.getProperty("java.home"), System.getProperty("java.class.path"));
    node.script(A, "1.sh", jetpack + " converge; echo code $?");
    node.spec("alpha", "1.0.0", "default", "");
    assertThat(transcript().run("converge").exitCode()).isZero();
    assertThat(node.read(node.output("alpha/default", "1.sh")))
        .contains("another converge is at work on this node (process ", "code 1");
  }

  @Test
  void of_two_specs_with_one_name_the_later_one_counts_and_order_goes_first() {
    node.script(A, "1.sh", "echo old >> \"$OUT\"");
    node.script("alpha/2/default", "1.sh", "echo new >> \"$OUT\"");
    node.script(B, "1.sh", "echo early >> \"$OUT\"");
    node.spec("alpha", "1.0.0", "default", "").spec("alpha", "2", "default", "");
    node.spec("beta", "2.1.0", "execute", ", \"order\": 10");
    Transcript.Call call = transcript().run("converge");
    assertThat(call.err())
        .contains("'alpha/default' is listed twice; version 2 is taken, not 1.0.0");
    assertThat(directory.resolve("order")).hasContent("early\nnew\n");
  }
}
