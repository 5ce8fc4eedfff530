package io.jetpack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginJarsTest {

  private static final String SERVICE = "META-INF/services/io.jetpack.cli.CommandPlugin";

  @TempDir Path home;

  /** A plugin in Java; {@code %s} of the body are the name and what its command does. */
  private static String source(String className, String name, String run) {
    return """
    public class %s implements io.jetpack.cli.CommandPlugin {
      public String name() { return "%s"; }
      public String purpose() { return "greet somebody"; }
      public io.jetpack.cli.Command create() { return new Greeting(); }
      public static class Greeting implements io.jetpack.cli.Command {
        @com.beust.jcommander.Parameter(names = "--whom", placeholder = "NAME", description = "who it is")
        public String whom = "world";
        public int run(io.jetpack.cli.CommandContext context) { %s }
      }
    }
    """
        .formatted(className, name, run);
  }

  private Path jar(String name, Map<String, byte[]> entries) throws IOException {
    Path jar = home.resolve("config/plugins").resolve(name);
    PluginJar.write(jar, entries);
    return jar;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** A jar with one plugin. */
  private void plugin(String jarName, String className, String command, String run)
      throws IOException {
    Path jar = home.resolve("config/plugins").resolve(jarName);
    PluginJar.write(
        jar, "io.jetpack.cli.CommandPlugin", className, source(className, command, run));
  }

  @Test
  void aJarBringsACommandThatIsLikeAnyOther() throws IOException {
    plugin(
        "greet.jar",
        "Greet",
        "greet politely",
        "context.console().out().println(\"hello \" + whom + \" in \" + context.home().directory()); return 0;");
    Transcript transcript = new Transcript(home);
    transcript.run("greet", "politely", "--whom=you");
    transcript.run("greet", "politely", "--whmo=you");
    transcript.run("greet");
    transcript.run("help", "greet", "politely");
    transcript.run("plugins");
    transcript.matches("plugin-jar");
  }

  @Test
  void aBrokenJarIsOneWarningLineAndNothingElseBreaks() throws IOException {
    Files.createDirectories(home.resolve("config/plugins"));
    Files.writeString(home.resolve("config/plugins/damaged.jar"), "this is no jar");
    Files.writeString(home.resolve("config/plugins/notes.txt"), "nor is this");
    Files.createDirectories(home.resolve("config/plugins/folder.jar"));
    jar("library.jar", Map.of("some/file", bytes("x")));
    jar("missing-class.jar", Map.of(SERVICE, bytes("com.example.Nowhere\n")));
    jar("wrong-class.jar", Map.of(SERVICE, bytes("java.lang.String\n")));
    jar("damaged-class.jar", Map.of(SERVICE, bytes("Odd\n"), "Odd.class", bytes("odd")));
    plugin("twice.jar", "Twice", "version", "return 0;");
    plugin("bad-name.jar", "BadName", "Bad Name", "return 0;");
    plugin("good.jar", "Good", "good", "return 7;");
    Transcript transcript = new Transcript(home);
    transcript.run("good");
    transcript.matches("plugin-jars-broken");
  }

  @Test
  void ofTwoJarsWithOneCommandTheFirstIsTaken() throws IOException {
    plugin("a.jar", "First", "same", "return 11;");
    plugin("b.jar", "Second", "same", "return 12;");
    Transcript transcript = new Transcript(home);
    Transcript.Call call = transcript.run("same");
    assertThat(call.exitCode()).isEqualTo(11);
    assertThat(call.err())
        .isEqualTo(
            "jetpack: warning: plugin '%s/config/plugins/b.jar': there is already a command 'same' (a.jar), so this one is left out\n"
                .formatted(home));
  }

  @Test
  void aBugOfACommandIsOneLineAndATraceOnRequest() throws IOException {
    plugin(
        "bug.jar", "Bug", "bug", "throw new IllegalStateException(\"first line\\nsecond line\");");
    Transcript transcript = new Transcript(home);
    assertThat(transcript.run("bug").err())
        .isEqualTo(
            "jetpack: this is a bug, please report it: java.lang.IllegalStateException: first line (--verbose shows where)\n");
    Transcript.Call verbose = transcript.run("bug", "--verbose");
    assertThat(verbose.exitCode()).isEqualTo(4);
    assertThat(verbose.err()).contains("second line", "bug.jar//Bug$Greeting.run(");
  }

  @Test
  void a_jar_may_bring_a_broker_and_nothing_else() throws IOException {
    PluginJar.write(
        home.resolve("config/plugins/pigeon.jar"),
        "io.jetpack.cli.message.broker.BrokerProvider",
        "Pigeon",
        """
        public class Pigeon implements io.jetpack.cli.message.broker.BrokerProvider {
          public java.util.Optional<io.jetpack.cli.message.broker.Broker> create(io.jetpack.cli.node.settings.Settings settings) {
            return java.util.Optional.of(limit -> {
              throw new io.jetpack.cli.message.broker.BrokerUnavailableException("the pigeon is asleep");
            });
          }
        }
        """);
    Transcript.Call call = new Transcript(home).run("log", "hello", "--timeout=1s");
    assertThat(call.err()).contains("the pigeon is asleep").doesNotContain("plugin");
  }

  @Test
  void theVersionNeedsNoPlugins() throws IOException {
    jar("library.jar", Map.of("some/file", bytes("x")));
    assertThat(new Transcript(home).run("-v").err()).isEmpty();
  }

  @Test
  void a_jar_that_others_can_change_is_not_loaded() throws Exception {
    plugin("greet.jar", "Greet", "greet", "return 7;");
    Path jar = home.resolve("config/plugins/greet.jar");
    Transcript transcript = new Transcript(home);
    assertThat(transcript.run("greet").exitCode()).isEqualTo(7);
    for (Path changed : List.of(jar, jar.getParent(), home)) {
      Set<PosixFilePermission> before = Files.getPosixFilePermissions(changed);
      Files.setPosixFilePermissions(changed, PosixFilePermissions.fromString("rwxrwxrwx"));
      Transcript.Call call = transcript.run("greet");
      assertThat(call.exitCode()).isEqualTo(2);
      assertThat(call.err())
          .startsWith(
              "jetpack: warning: plugin '%s': it is not loaded: '%s' has mode 777, by which every user can change what this agent runs; mend it with: chmod go-w '%s'\n"
                  .formatted(jar, changed, changed));
      Files.setPosixFilePermissions(changed, before);
    }
    assertThat(transcript.run("greet").exitCode()).isEqualTo(7);
  }

  @Test
  void an_installation_loads_no_jar() throws Exception {
    Path loaded = home.resolve("loaded");
    String body =
        "try { java.nio.file.Files.createFile(java.nio.file.Path.of(\"%s\")); return 7; } catch (java.io.IOException e) { return 8; }"
            .formatted(loaded);
    String source = source("Evil", "evil", "return 7;");
    PluginJar.write(
        home.resolve("config/plugins/evil.jar"),
        "io.jetpack.cli.CommandPlugin",
        "Evil",
        source.replace(
            "return \"evil\";",
            body.replace("return 7", "return \"evil\"").replace("return 8", "return \"odd\"")));
    Transcript transcript = new Transcript(home);
    for (String command : List.of("install", "uninstall")) {
      transcript.run(command, "--dry-run", "--root", home.toString());
      assertThat(loaded).as(command).doesNotExist();
    }
    transcript.run("plugins");
    assertThat(loaded).exists();
  }
}
