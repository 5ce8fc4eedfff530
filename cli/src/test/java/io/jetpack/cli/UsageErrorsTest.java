package io.jetpack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsageErrorsTest {

  @TempDir Path home;

  @Test
  void whateverIsMistypedIsToldWithWhatWasMeant() {
    Transcript transcript = new Transcript(home);
    transcript.run("healthcheck");
    transcript.run("healtcheck", "run");
    transcript.run("healthcheck", "rnu");
    transcript.run("healthcheck", "frobnicate");
    transcript.run("frobnicate");
    transcript.run("help", "frobnicate");
    transcript.run("help", "hepl");
    transcript.run("--hmoe", "x", "version");
    transcript.run("--home");
    transcript.run("--verbose=yes", "version");
    transcript.run("healthcheck", "run", "--fromat", "json");
    transcript.run("healthcheck", "run", "--frobnicate");
    transcript.run("healthcheck", "run", "--format");
    transcript.run("healthcheck", "run", "--format", "--parallel", "3");
    transcript.run("healthcheck", "run", "--format", "xml");
    transcript.run("healthcheck", "run", "--format=json", "--format=text");
    transcript.run("healthcheck", "run", "--parallel", "0");
    transcript.run("healthcheck", "run", "--parallel=many");
    transcript.run("version", "please");
    transcript.run("version", "--", "--please");
    transcript.run("");
    transcript.matches("usage-errors");
  }

  @Test
  void optionsMayStandAnywhere() {
    Transcript transcript = new Transcript(home);
    Path check = transcript.check("one.sh", "exit 0");
    String[][] calls = {
      {"healthcheck", "run", "--format", "json", check.toString()},
      {"healthcheck", "run", check.toString(), "--format", "json"},
      {"healthcheck", "run", check.toString(), "--format=json"},
      {"--home", home.toString(), "healthcheck", "run", "--format=json", check.toString()},
      {"healthcheck", "run", "--home=" + home, "--format=json", "--", check.toString()},
    };
    for (String[] call : calls) {
      Transcript.Call result = transcript.run(call);
      assertThat(result.out()).startsWith("{\n  \"state\": \"healthy\",\n");
      assertThat(result.err()).isEmpty();
      assertThat(result.exitCode()).isZero();
    }
  }

  @Test
  void theOptionForTheHomeWins(@TempDir Path other) {
    Transcript transcript = new Transcript(home);
    transcript.check("one.sh", "exit 0");
    assertThat(transcript.run("healthcheck", "run").exitCode()).isZero();
    assertThat(transcript.run("healthcheck", "run", "--home", other.toString()).err())
        .isEqualTo(
            "jetpack: there is no folder '%s/config/healthcheck.d';".formatted(other)
                + " name a folder or a script that can be read\n");
  }
}
