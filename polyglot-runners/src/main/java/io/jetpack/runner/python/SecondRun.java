package io.jetpack.runner.python;

import io.jetpack.runner.CapturedOutput;
import io.jetpack.runner.RunRecord;
import io.jetpack.runner.ScriptOutcome;
import io.jetpack.runner.ScriptOutcome.Exited;
import io.jetpack.runner.ScriptOutcome.NotStarted;
import io.jetpack.runner.ScriptOutcome.OverMemory;
import io.jetpack.runner.ScriptOutcome.RunnerFailed;
import io.jetpack.runner.ScriptOutcome.Signalled;
import io.jetpack.runner.ScriptOutcome.TimedOut;
import io.jetpack.runner.ScriptRequest;
import io.jetpack.runner.ScriptRunner;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The run of a script under the machine's own Python, when the in-process one could not do what it
 * asked for: what the script would have said is not known otherwise. A script that needed it once
 * is run so from then on, until its text changes.
 *
 * <p>Safe for use by many threads.
 */
final class SecondRun implements AutoCloseable {

  private final Supplier<ScriptRunner> opening;
  private @Nullable ScriptRunner processes;
  private final Map<Path, Long> known = new ConcurrentHashMap<>();

  /**
   * @param opening opens what runs scripts as processes, when a script needs it; closed with this
   */
  SecondRun(Supplier<ScriptRunner> opening) {
    this.opening = opening;
  }

  private synchronized ScriptRunner processes() {
    ScriptRunner present = processes;
    if (present == null) {
      present = opening.get();
      processes = present;
    }
    return present;
  }

  /**
   * Runs a script that is known to need a process, or speaks of its own.
   *
   * @return empty when it is neither, or speaks of one and the machine has no Python
   */
  Optional<ScriptOutcome> atOnce(Path script, byte[] source, ScriptRequest request)
      throws InterruptedException {
    Long checksum = known.get(script);
    if (checksum != null && checksum == checksum(source)) {
      return Optional.of(processes().run(request));
    }
    return ProcessWords.areIn(source)
        ? Optional.of(processes().run(request)).filter(outcome -> !(outcome instanceof NotStarted))
        : Optional.empty();
  }

  /**
   * Runs the script again, in what is left of its time.
   *
   * @return how that ended, with a line on stderr that says why; {@code failed} where the machine
   *     has no Python, or no time is left
   */
  ScriptOutcome after(RunnerFailed failed, Path script, byte[] source, ScriptRequest request)
      throws InterruptedException {
    Duration left = request.timeLimit().minus(failed.record().wallTime());
    if (!left.isPositive()) {
      return failed;
    }
    ScriptOutcome outcome = processes().run(request.withTimeLimit(left));
    String note = "jetpack: the script ran again under python3: it " + failed.reason() + "\n";
    return switch (outcome) {
      case RunnerFailed _, OverMemory _, NotStarted _ -> failed;
      case Exited(int code, var record) -> {
        known.put(script, checksum(source));
        yield new Exited(code, withNote(note, record));
      }
      case Signalled(int signal, var record) -> {
        known.put(script, checksum(source));
        yield new Signalled(signal, withNote(note, record));
      }
      case TimedOut(var _, var record) -> {
        known.put(script, checksum(source));
        yield new TimedOut(request.timeLimit(), withNote(note, record));
      }
    };
  }

  private static RunRecord withNote(String note, RunRecord record) {
    CapturedOutput stderr = record.stderr();
    return new RunRecord(
        record.stdout(),
        new CapturedOutput(
            note + stderr.text(),
            stderr.totalBytes() + note.getBytes(StandardCharsets.UTF_8).length,
            stderr.omittedBytes()),
        record.wallTime(),
        record.cpuTime(),
        record.strays(),
        record.peakMemoryBytes(),
        record.threads());
  }

  private static long checksum(byte[] source) {
    CRC32 checksum = new CRC32();
    checksum.update(source);
    return checksum.getValue() << 32 | source.length;
  }

  @Override
  public synchronized void close() {
    if (processes != null) {
      processes.close();
    }
  }
}
