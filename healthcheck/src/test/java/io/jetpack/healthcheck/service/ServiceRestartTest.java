package io.jetpack.healthcheck.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.jetpack.healthcheck.HealthState;
import java.nio.file.Files;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a service knows of the one before it. */
class ServiceRestartTest extends ServiceInAHurry {

  @Test
  void what_was_pending_is_not_forgotten_by_a_restart() throws Exception {
    write("gpu.sh", "# jetpack: interval=1h\necho lost; exit 254");
    start();
    service.orElseThrow().runAllSoon();
    until(() -> actions.contains("request gpu.sh 1"));
    service.orElseThrow().close();
    int told = changes().size();
    start();
    until(() -> actions.contains("request gpu.sh 2"));
    assertThat(changes()).hasSize(told);
  }

  @Test
  void a_withdrawal_that_could_not_be_told_is_told_after_a_restart() throws Exception {
    write("gpu.sh", "echo lost; exit 254");
    start();
    until(() -> actions.contains("request gpu.sh 1"));
    int permits = withdrawals.drainPermits();
    write("gpu.sh", "exit 0");
    until(() -> stateOf("gpu.sh").equals(Optional.of(HealthState.HEALTHY)));
    service.orElseThrow().close();
    assertThat(actions).containsExactly("request gpu.sh 1");
    withdrawals.release(permits);
    start();
    until(() -> actions.contains("withdraw gpu.sh: the check is healthy again"));
  }

  @Test
  void a_withdrawal_for_a_check_that_is_gone_is_told_after_a_restart() throws Exception {
    write("gpu.sh", "echo lost; exit 254");
    start();
    until(() -> actions.contains("request gpu.sh 1"));
    int permits = withdrawals.drainPermits();
    Files.delete(folder.resolve("gpu.sh"));
    until(() -> status("gpu.sh").isEmpty());
    service.orElseThrow().close();
    withdrawals.release(permits);
    start();
    until(() -> actions.contains("withdraw gpu.sh: the check was removed"));
    until(() -> memory.saved.orElseThrow().withdrawals().isEmpty());
    service.orElseThrow().close();
    start();
    service.orElseThrow().close();
    assertThat(actions)
        .containsExactly("request gpu.sh 1", "withdraw gpu.sh: the check was removed");
  }
}
