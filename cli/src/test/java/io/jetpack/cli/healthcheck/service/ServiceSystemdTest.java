package io.jetpack.cli.healthcheck.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The real service beside a socket like that of systemd. */
@Timeout(60)
@EnabledOnOs(OS.LINUX)
class ServiceSystemdTest {

  private static final String WATCHDOG = "'WATCHDOG=1'";

  @TempDir Path home;

  @Test
  void itIsReadyFeedsTheWatchdogInTimeAndSaysThatItEnds() throws Exception {
    ServiceProcess.check(home, "hangs.sh", "sleep 600");
    Path socket = home.resolve("notify");
    Map<String, String> environment = new HashMap<>(ServiceProcess.EVERY_SECOND);
    environment.put("NOTIFY_SOCKET", socket.toString());
    environment.put("WATCHDOG_USEC", "3000000");
    try (NotifySocket systemd = new NotifySocket(socket.toString());
        ServiceProcess service = ServiceProcess.start(home, environment)) {
      boolean ready = false;
      boolean status = false;
      int fed = 0;
      long last = System.nanoTime();
      while (fed < 6 || !ready || !status) {
        String line = systemd.next();
        ready |= line.equals("'READY=1'");
        status |= line.startsWith("'STATUS=") && line.contains("healthy");
        if (line.equals(WATCHDOG)) {
          long now = System.nanoTime();
          assertThat(fed == 0 ? 0 : now - last).isLessThan(Duration.ofSeconds(3).toNanos());
          last = now;
          fed++;
        }
      }
      service.signal("TERM");
      String line = systemd.next();
      while (!line.equals("'STOPPING=1'")) {
        line = systemd.next();
      }
      assertThat(service.exitCode()).isEqualTo(143);
    }
  }

  @ParameterizedTest
  @CsvSource({"'', PT5S", "60000000, PT5S", "6000000, PT2S", "300000, PT0.1S"})
  void theWatchdogIsFedThreeTimesAsOftenAsItMust(String micros, Duration period) {
    SystemdNotify systemd = new SystemdNotify(Map.of("WATCHDOG_USEC", micros));
    assertThat(new Heartbeat(systemd).period()).isEqualTo(period);
  }
}
