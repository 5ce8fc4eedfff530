package io.jetpack.cli.healthcheck.service.crash;

import io.jetpack.cli.node.Home;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The reports of crashes that lie among the logs of a node. */
public final class CrashReports {

  /** After this nobody looks for the cause any more. */
  private static final Duration RECENT = Duration.ofDays(7);

  private final Path logs;

  public CrashReports(Home home) {
    this.logs = home.logs();
  }

  /** The latest, when it is not older than a week. */
  public Optional<CrashReport> recent(Instant now) {
    return all().stream().findFirst().filter(report -> report.at().isAfter(now.minus(RECENT)));
  }

  /** The latest one, when nothing has been written down since. */
  public Optional<CrashReport> since(Path state) {
    try {
      Instant written = Files.getLastModifiedTime(state).toInstant();
      return all().stream().findFirst().filter(report -> report.at().isAfter(written));
    } catch (IOException e) {
      return all().stream().findFirst();
    }
  }

  /** Removes all but the latest: a program that crashes at each start must not fill the disk. */
  public void keep(int number) {
    all().stream()
        .skip(number)
        .forEach(report -> {
          try {
            Files.delete(report.file());
          } catch (IOException e) {
            // the next service tries again
          }
        });
  }

  /** The latest first. */
  private List<CrashReport> all() {
    List<CrashReport> reports = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(logs, "hs_err_pid*.log")) {
      for (Path file : files) {
        CrashReport.read(file).ifPresent(reports::add);
      }
    } catch (IOException | DirectoryIteratorException e) {
      // who may not look there is told nothing
    }
    reports.sort(Comparator.comparing(CrashReport::at).reversed());
    return reports;
  }
}
