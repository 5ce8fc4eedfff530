package io.jetpack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each kind of plugin, as a jar that somebody drops in. Commands are in {@link PluginJarsTest},
 * termination actions in {@code TerminationPluginTest}, lockers in {@code LockerPluginTest}.
 */
class PluginKindsTest {

  @TempDir private Path home;

  private Transcript with(PluginKind kind, String className, String source) throws IOException {
    PluginJar.write(home.resolve("config/plugins/dropped.jar"), kind.service(), className, source);
    return new Transcript(home);
  }

  @ParameterizedTest
  @EnumSource
  void a_kind_is_an_interface_of_the_program(PluginKind kind) throws Exception {
    assertThat(Class.forName(kind.service())).isInterface().isPublic();
    assertThat(kind.purpose()).doesNotEndWith(".");
    assertThat(new Transcript(home).run("help", "plugins").out())
        .contains(kind.label() + ": " + kind.purpose(), kind.service());
    assertThat(Files.readString(Path.of("docs/plugins.md")))
        .contains("| %s | `%s` | %s |".formatted(kind.label(), kind.service(), kind.purpose()));
  }

  @Test
  void a_runner_runs_what_no_other_one_takes_and_what_asks_for_it() throws Exception {
    Transcript transcript =
        with(
            PluginKind.RUNNER,
            "Shouting",
            """
            import io.jetpack.runner.*;
            import java.time.Duration;
            import java.util.*;

            public class Shouting implements ScriptRunnerProvider {
              public String name() { return "shouting"; }

              public boolean takes(Script script) { return script.language() == Script.Language.UNKNOWN; }

              public ScriptRunner open(RunnerSettings settings) {
                return new ScriptRunner() {
                  public ScriptOutcome run(ScriptRequest request) {
                    String text = "ran " + request.script().getFileName();
                    return new ScriptOutcome.Exited(
                        7,
                        new RunRecord(CapturedOutput.EMPTY, new CapturedOutput(text, text.length(), 0),
                            Duration.ZERO, Optional.empty(), List.of()));
                  }

                  public void close() {}
                };
              }
            }
            """);
    transcript.file("config/healthcheck.d/one.shout", "HEALTHY!\n");
    transcript.check("two.sh", "# jetpack: runtime=shouting\nexit 0");
    transcript.check("three.sh", "exit 0");
    Transcript.Call call = transcript.run("healthcheck", "run");
    assertThat(call.out())
        .containsPattern("unknown +one.shout +shouting .*ran one.shout")
        .containsPattern("unknown +two.sh +shouting .*ran two.sh")
        .containsPattern("healthy +three.sh +process");
    assertThat(transcript.run("healthcheck", "list").out()).containsPattern("one.shout +shouting");
    assertThat(transcript.run("plugins").out()).containsPattern("dropped.jar +runner");
  }

  @Test
  void a_runner_of_a_name_that_is_taken_is_left_out() throws Exception {
    Transcript transcript =
        with(
            PluginKind.RUNNER,
            "Other",
            """
            import io.jetpack.runner.*;

            public class Other implements ScriptRunnerProvider {
              public String name() { return "process"; }
              public boolean takes(Script script) { return true; }
              public ScriptRunner open(RunnerSettings settings) { throw new IllegalStateException(); }
            }
            """);
    transcript.check("three.sh", "exit 0");
    Transcript.Call call = transcript.run("healthcheck", "run");
    assertThat(call.exitCode()).isZero();
    assertThat(call.err())
        .contains("the runner 'process' of Other is left out: there is one of that name already");
  }

  @Test
  void a_broker_gets_the_messages() throws Exception {
    Path seen = home.resolve("seen");
    Transcript transcript =
        with(
            PluginKind.BROKER,
            "ToFile",
            """
            import io.jetpack.cli.message.broker.*;
            import io.jetpack.cli.node.settings.Settings;
            import java.nio.file.*;
            import java.time.Duration;
            import java.util.Optional;
            import java.util.concurrent.CompletableFuture;

            public class ToFile implements BrokerProvider {
              public Optional<Broker> create(Settings settings) {
                return Optional.of(limit -> new BrokerSession() {
                  public CompletableFuture<Fate> publish(Message message) {
                    try {
                      Files.write(Path.of("%s"), message.body().bytes());
                    } catch (java.io.IOException e) {
                      return CompletableFuture.completedFuture(new Fate.Lost("no file"));
                    }
                    return CompletableFuture.completedFuture(new Fate.Confirmed());
                  }

                  public boolean isOpen() { return true; }
                  public Optional<String> blocked() { return Optional.empty(); }
                  public void close() {}
                });
              }
            }
            """
                .formatted(seen));
    Transcript.Call call = transcript.run("log", "hello plugin");
    assertThat(call.exitCode()).as(call.err()).isZero();
    assertThat(Files.readString(seen)).contains("hello plugin");
  }
}
