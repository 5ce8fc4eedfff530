package io.jetpack.cli.healthcheck.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.jetpack.cli.PluginJar;
import io.jetpack.cli.PluginKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A way to end a node that somebody else wrote, as a jar in {@code config/plugins}. */
@Timeout(60)
class TerminationPluginTest {

  private static final String SERVICE = PluginKind.TERMINATION_ACTION.service();

  @TempDir Path home;
  private Path seen = Path.of("");

  @BeforeEach
  void dropTheJar() throws Exception {
    seen = home.resolve("seen");
    PluginJar.write(
        home.resolve("config/plugins/cordon.jar"),
        SERVICE,
        "Cordon",
        """
        import io.jetpack.healthcheck.service.event.HealthEvent;
        import io.jetpack.healthcheck.service.state.PendingRequest;
        import io.jetpack.healthcheck.service.termination.*;
        import java.nio.file.*;

        public class Cordon implements TerminationActionProvider {
          public String name() { return "cordon"; }

          public TerminationAction create(Means means) {
            return new TerminationAction() {
              public void requested(PendingRequest request) {
                say("cordon " + request.check() + ": " + request.reason());
                if (request.check().equals("odd.sh")) {
                  throw new IllegalStateException("no such node");
                }
              }

              public void withdrawn(PendingRequest request, String why) {
                say("uncordon " + request.check() + ": " + why);
                means.events().publish(new HealthEvent.Note("the plugin has uncordoned the node"));
              }
            };
          }

          private static void say(String text) {
            try {
              Files.writeString(Path.of("%s"), text + "\\n",
                  StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (java.io.IOException e) {
              throw new java.io.UncheckedIOException(e);
            }
          }
        }
        """
            .formatted(seen));
  }

  @Test
  void itIsChosenByItsNameAndAFaultOfItsOwnStopsNothing() throws Exception {
    ServiceProcess.check(home, "odd.sh", "echo odd >&2; exit 254");
    ServiceProcess.check(
        home, "gpu.sh", "[ -e %s/mended ] || { echo no GPU >&2; exit 254; }".formatted(home));
    Map<String, String> environment =
        Map.of("JETPACK_HEALTHCHECK_INTERVAL", "1s", "JETPACK_TERMINATION_ACTION", "cordon");
    try (ServiceProcess service = ServiceProcess.start(home, environment)) {
      service.await("both requests", () -> ServiceProcess.lines(seen) == 2);
      Files.createFile(home.resolve("mended"));
      service.awaitLog("the plugin has uncordoned the node");
      service.awaitLog("the termination action failed: ");
    }
    assertThat(ServiceProcess.text(seen).lines())
        .hasSize(3)
        .contains("cordon gpu.sh: no GPU", "cordon odd.sh: odd")
        .endsWith("uncordon gpu.sh: the check is healthy again");
    assertThat(ServiceProcess.log(home)).contains("no such node").doesNotContain("bug");
  }

  @Test
  void a_name_that_nothing_offers_is_reported_with_that_of_the_plugin_and_checks_go_on()
      throws Exception {
    ServiceProcess.check(home, "counts.sh", "echo >>%s/runs".formatted(home));
    Map<String, String> environment =
        Map.of("JETPACK_HEALTHCHECK_INTERVAL", "1s", "JETPACK_TERMINATION_ACTION", "cordn");
    try (ServiceProcess service = ServiceProcess.start(home, environment)) {
      service.awaitLog("did you mean 'cordon'?");
      service.await("runs", () -> ServiceProcess.lines(home.resolve("runs")) > 2);
    }
  }
}
