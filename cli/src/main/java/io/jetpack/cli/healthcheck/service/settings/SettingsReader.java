package io.jetpack.cli.healthcheck.service.settings;

import io.jetpack.cli.CommandContext;
import io.jetpack.cli.node.settings.AcceptedFile;
import io.jetpack.cli.node.settings.GivenFile;
import io.jetpack.cli.node.settings.Settings;
import io.jetpack.cli.node.settings.SettingsChoice;
import io.jetpack.cli.node.settings.SettingsReading;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Reads the service's settings.
 *
 * @param file where they are given
 * @param source reads that file
 * @param kept those that were accepted last
 * @param environment goes before both
 * @param usable says what is wrong with settings that read well, if anything
 */
public record SettingsReader(
    Path file,
    Supplier<GivenFile.Reading> source,
    AcceptedFile kept,
    Map<String, String> environment,
    Function<Settings, Optional<String>> usable) {

  /** A file may lie on a share that hangs, and checks are to run all the same. */
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);

  /**
   * What was read, and what follows from it.
   *
   * @param reading of the file
   * @param choice what holds then
   */
  public record Fresh(GivenFile.Reading reading, SettingsChoice choice) {}

  /**
   * Those of a home, as its service reads them.
   *
   * @param usable says what is wrong with settings that have no error of their own
   */
  public static SettingsReader of(
      CommandContext context, Function<Settings, Optional<String>> usable) {
    GivenFile file = SettingsReading.given(context.home());
    return new SettingsReader(
        file.path(),
        file::read,
        AcceptedFile.of(context.home(), file, context.environment()),
        context.environment(),
        usable);
  }

  /** Reads them now; returns within seconds, also when the file does not answer. */
  public Fresh read() throws InterruptedException {
    CompletableFuture<GivenFile.Reading> reading = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .name("settings-read")
        .start(() -> reading.completeAsync(source, Runnable::run));
    return choose(answer(reading));
  }

  private GivenFile.Reading answer(CompletableFuture<GivenFile.Reading> reading)
      throws InterruptedException {
    try {
      return reading.get(ANSWER_LIMIT.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return new GivenFile.Reading.Unreadable("'%s' does not answer".formatted(file));
    } catch (ExecutionException e) {
      throw new IllegalStateException("reading " + file, e.getCause());
    }
  }

  private Fresh choose(GivenFile.Reading reading) {
    return new Fresh(reading, SettingsChoice.of(file, reading, kept.look(), environment, usable));
  }

  /** Why what was read cannot be used; empty when it can. */
  Optional<String> fault(GivenFile.Reading reading) {
    return SettingsChoice.of(file, reading, new AcceptedFile.Kept.None(), environment, usable)
        .fileProblem();
  }

  /** The fingerprint of what a choice was made from. */
  String fingerprint(Fresh fresh) {
    return switch (fresh.choice().basis()) {
      case SettingsChoice.Basis.File() -> WatchedFile.fingerprint(fresh.reading());
      case SettingsChoice.Basis.Defaults() -> WatchedFile.ABSENT;
      case SettingsChoice.Basis.Accepted(var _) ->
          kept.look() instanceof AcceptedFile.Kept.Copy copy
              ? WatchedFile.fingerprint(copy.bytes())
              : "";
    };
  }
}
