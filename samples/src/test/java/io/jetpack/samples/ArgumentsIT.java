package io.jetpack.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Arguments come through byte by byte, or are refused, whatever the locale of the caller is. */
@Timeout(120)
class ArgumentsIT {

  @TempDir Path directory;

  /** Runs a Bash script of ASCII characters; what it prints, stdout and stderr together. */
  private String bash(String script) throws Exception {
    Path out = directory.resolve("out");
    Path home = directory.resolve("home");
    var _ = Files.createDirectories(home.resolve("config"));
    ProcessBuilder builder = new ProcessBuilder("bash", "-c", script);
    builder.directory(directory.toFile()).redirectErrorStream(true).redirectOutput(out.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("L"));
    builder.environment().put("jetpack", Distribution.LAUNCHER.toString());
    builder.environment().put("JETPACK_JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("CYCLECLOUD_HOME", home.toString());
    Process process = builder.start();
    try {
      assertThat(process.waitFor(110, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    return Files.readString(out);
  }

  @Test
  void text_of_any_script_comes_through_in_any_locale() throws Exception {
    String printed =
        bash(
            """
            printf '{"\\xc3\\xa4": "\\xe2\\x82\\xac"}' >home/config/node.json
            chmod 640 home/config/node.json
            for locale in C POSIX xx_YY.UTF-8; do
              LC_ALL=$locale "$jetpack" log $'sch\\xc3\\xb6n \\xf0\\x9f\\x94\\xa5' --no-wait
              LC_ALL=$locale "$jetpack" config $'\\xc3\\xa4'
            done
            "$jetpack" config n $'\\xc3\\xbc'
            grep -la $'sch\\xc3\\xb6n \\xf0\\x9f\\x94\\xa5' home/run/outbox/new/* | wc -l
            """);
    assertThat(printed).isEqualTo("€\n€\n€\nü\n3\n");
  }

  @Test
  void a_file_of_any_name_is_sent_in_any_locale() throws Exception {
    String printed =
        bash(
            """
            mkdir $'\\xc3\\xb6' && echo content >$'\\xc3\\xb6/\\xe4\\xb8\\xad.json'
            for locale in C xx_YY.UTF-8; do
              LC_ALL=$locale "$jetpack" send -r k --no-wait --file $'\\xc3\\xb6/\\xe4\\xb8\\xad.json'
            done
            grep -la content home/run/outbox/new/* | wc -l
            """);
    assertThat(printed).isEqualTo("2\n");
  }

  @Test
  void bytes_that_are_no_text_are_refused() throws Exception {
    String printed =
        bash(
            """
            "$jetpack" log $'sch\\xf6n' --no-wait; echo $?
            LC_ALL=C "$jetpack" send -r k --no-wait --file $'\\xff.json'; echo $?
            "$jetpack" log $'a typed \\xef\\xbf\\xbd is a letter' --no-wait; echo $?
            ls home/run/outbox/new | wc -l
            """);
    assertThat(printed)
        .isEqualTo(
            """
            jetpack: argument 2 is no UTF-8 text: 'sch\\xf6n'; convert it with iconv, or rename the file
            2
            jetpack: argument 6 is no UTF-8 text: '\\xff.json'; convert it with iconv, or rename the file
            2
            0
            1
            """);
  }
}
