package io.jetpack.cli.healthcheck.service.settings;

import io.jetpack.cli.healthcheck.service.log.ServiceLog;
import io.jetpack.cli.node.settings.AcceptedFile;
import io.jetpack.cli.node.settings.GivenFile;
import io.jetpack.text.IoReason;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Keeps what the service has accepted of a file. A disk that cannot be written is reported once,
 * and tried again. Safe for use by many threads.
 */
final class Acceptance {

  private final AcceptedFile file;
  private final ServiceLog log;
  private final InstantSource clock;
  private Optional<GivenFile.Reading> unkept = Optional.empty();
  private boolean fails;

  Acceptance(AcceptedFile file, ServiceLog log, InstantSource clock) {
    this.file = file;
    this.log = log;
    this.clock = clock;
  }

  /** Puts away what was kept and must not be used. */
  synchronized void quarantine() {
    if (!(file.look() instanceof AcceptedFile.Kept.Unfit(String reason))) {
      return;
    }
    try {
      file.quarantine()
          .ifPresent(
              other -> log.warn("%s; it is not used, and is now '%s'".formatted(reason, other)));
    } catch (IOException e) {
      log.warn("%s; it is not used, and cannot be renamed: %s".formatted(reason, IoReason.of(e)));
    }
  }

  /** This was accepted; that there is no file, too. */
  synchronized void accept(GivenFile.Reading reading) {
    unkept = Optional.of(reading);
    retry();
  }

  /** Tries again to keep what could not be kept. To be called every few seconds. */
  synchronized void retry() {
    if (unkept.isEmpty()) {
      return;
    }
    try {
      if (unkept.get() instanceof GivenFile.Reading.Content content) {
        file.keep(content, clock.instant());
      } else {
        file.forget();
      }
      unkept = Optional.empty();
      if (fails) {
        fails = false;
        log.info("'%s' is written again".formatted(file.path()));
      }
    } catch (IOException e) {
      if (!fails) {
        fails = true;
        log.error(
            "'%s' cannot be written, so that a start at which the file itself does not read would go on with what was accepted earlier: %s"
                .formatted(file.path(), IoReason.of(e)));
      }
    }
  }
}
