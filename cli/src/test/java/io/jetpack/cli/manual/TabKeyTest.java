package io.jetpack.cli.manual;

import static org.assertj.core.api.Assertions.assertThat;

import io.jetpack.cli.Golden;
import io.jetpack.cli.program.ProgramDescription;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Presses Tab in real shells on a terminal. */
@Timeout(180)
class TabKeyTest {

  private static final Path DRIVER =
      Path.of("src/test/resources/io/jetpack/cli/manual/press_tab.py").toAbsolutePath();

  /** What is typed, and what stands there after Tab, in any shell. */
  private static final Map<String, String> ALIKE = new LinkedHashMap<>();

  static {
    ALIKE.put("heal", "healthcheck ");
    ALIKE.put("healthcheck val", "healthcheck validate ");
    ALIKE.put("--home /x --verbose keepalive sta", "--home /x --verbose keepalive status ");
    ALIKE.put("healthcheck --verbose stat", "healthcheck --verbose status ");
    ALIKE.put("help healthcheck ser", "help healthcheck service ");
    ALIKE.put("healthcheck run --format j", "healthcheck run --format json ");
    ALIKE.put("healthcheck run --format=j", "healthcheck run --format=json ");
    ALIKE.put("log x -p h", "log x -p high ");
    ALIKE.put("config --js", "config --json ");
    ALIKE.put("log x --timeout 5s --wai", "log x --timeout 5s --wait ");
    ALIKE.put("converge --rerun x --rerun-", "converge --rerun x --rerun-changed ");
    ALIKE.put("send -f a", "send -f a\\ file.txt ");
    ALIKE.put("send --file=b", "send --file=b.txt ");
    ALIKE.put("healthcheck run b.txt a", "healthcheck run b.txt a\\ file.txt ");
    ALIKE.put("--home fo", "--home folder\\ one/");
    ALIKE.put("--home b", "--home b");
    ALIKE.put("keepalive cancel fo", "keepalive cancel fo");
    ALIKE.put("log --level info --lev", "log --level info --lev");
    ALIKE.put("config x", "config x");
    ALIKE.put("--vers", "--version ");
  }

  @TempDir Path folder;

  private void press(String shell, String name, String completion, Map<String, String> more)
      throws Exception {
    Path file = Files.writeString(folder.resolve(name), completion);
    Path place = Files.createDirectories(folder.resolve("place"));
    Files.createDirectories(place.resolve("folder one"));
    Files.writeString(place.resolve("a file.txt"), "");
    Files.writeString(place.resolve("b.txt"), "");
    Map<String, String> lines = new LinkedHashMap<>(ALIKE);
    lines.putAll(more);
    List<String> call =
        new ArrayList<>(
            List.of("python3", DRIVER.toString(), shell, file.toString(), place.toString()));
    lines.keySet().forEach(line -> call.add("jetpack " + line));
    assertThat(Programs.run(folder, call.toArray(String[]::new)).lines())
        .containsExactlyElementsOf(
            lines.values().stream().map(line -> "jetpack " + line + "|").toList());
  }

  @Test
  void bash_completes() throws Exception {
    press(
        "bash",
        "completion",
        BashCompletion.of(ProgramDescription.ofThis()),
        Map.of("log --pri", "log --priority ", "send --file 'a", "send --file 'a file.txt' "));
  }

  @Test
  void zsh_completes() throws Exception {
    Programs.assumeInstalled("zsh");
    press(
        "zsh",
        "_jetpack",
        ZshCompletion.of(ProgramDescription.ofThis()),
        Map.of("log --pri", "log --priority=", "send -r x --hea", "send -r x --header="));
  }

  @Test
  void the_completion_of_zsh_is_what_it_was_and_odd_texts_do_it_no_harm() throws Exception {
    Golden.compare(
        Path.of("src/test/resources/golden/manual/_jetpack"),
        ZshCompletion.of(ProgramDescription.ofThis()));
    Programs.assumeInstalled("zsh");
    Files.writeString(folder.resolve("_jetpack"), ZshCompletion.of(Programs.ODD));
    assertThat(Programs.run(folder, "zsh", "-n", "_jetpack")).isEmpty();
  }
}
