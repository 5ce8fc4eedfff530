package io.jetpack.cli.healthcheck.status;

import io.jetpack.cli.Golden;
import io.jetpack.healthcheck.Check;
import io.jetpack.healthcheck.CheckSettings;
import io.jetpack.healthcheck.SkippedFile;
import io.jetpack.healthcheck.service.ServicePlan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class InventoryTextTest {

  private static final Path GOLDEN =
      Path.of("src", "test", "resources", "golden", "healthcheck-list");
  private static final Path FOLDER = Path.of("/jetpack/config/healthcheck.d");
  private static final String OPEN =
      "'/jetpack/config' has mode 777, by which every user can change what this agent runs; mend it"
          + " with: chmod go-w '/jetpack/config'";

  private static Check check(String name, CheckSettings settings, String... mistakes) {
    return new Check(FOLDER.resolve(name), "process", settings, List.of(mistakes));
  }

  private static InventoryText text(boolean strict) {
    CheckSettings own =
        new CheckSettings(
            Optional.of(Duration.ofMinutes(1)), Duration.ofSeconds(20), 3, Optional.empty(), true);
    return new InventoryText(
        new Inventory(
            FOLDER,
            new ServicePlan(
                Duration.ofMinutes(10), 4, Duration.ofSeconds(10), Duration.ofDays(1), strict),
            List.of(
                new Inventory.Entry(check("daemon.sh", own), Optional.of(OPEN)),
                new Inventory.Entry(
                    check(
                        "header.sh",
                        CheckSettings.DEFAULTS,
                        "line 2: unknown key 'tiemout'; did you mean 'timeout'?",
                        "line 3: interval: 'soon' is no duration; write for instance 90s"),
                    Optional.of(OPEN)),
                new Inventory.Entry(check("usual.sh", CheckSettings.DEFAULTS), Optional.empty())),
            List.of(new Inventory.Standing("converge_timeout", "asks for termination when late")),
            List.of(
                new SkippedFile(FOLDER.resolve("lib"), "a folder"),
                new SkippedFile(FOLDER.resolve("\u001B[31mold\n.sh~"), "left by an editor"))));
  }

  private static void compare(String name, String seen) {
    Golden.compare(GOLDEN.resolve(name + ".txt"), seen);
  }

  @Test
  void eightyColumnsHoldNotesBelow() {
    compare("80-columns", text(false).text(OptionalInt.of(80), false));
    compare("80-columns-coloured", text(true).text(OptionalInt.of(80), true));
  }

  @Test
  void wideTerminalsHoldNotesBeside() {
    compare("160-columns", text(false).text(OptionalInt.of(160), false));
  }

  @Test
  void narrowTerminalsLeaveOutSettings() {
    compare("40-columns", text(false).text(OptionalInt.of(40), false));
  }

  @Test
  void withoutATerminalACheckIsALine() {
    compare("no-terminal", text(true).text(OptionalInt.empty(), false));
  }
}
