package io.jetpack.cli.converge;

import io.jetpack.cli.CommandContext;
import io.jetpack.cli.CommandFailure;
import io.jetpack.cli.converge.plan.StepFailure;
import io.jetpack.cli.converge.plan.Watcher;
import io.jetpack.cli.message.LogLevel;
import io.jetpack.cli.message.LogPriority;
import io.jetpack.cli.message.MessageData;
import io.jetpack.cli.message.Posting;
import java.util.HashMap;
import java.util.Map;

/** Tells the cluster how the installation gets on. That it can not be told stops nothing. */
final class Telling {

  private final Posting posting;
  private final Watcher watcher;
  private final String mode;

  Telling(CommandContext context, Watcher watcher, String mode) {
    this.posting = Posting.of(context);
    this.watcher = watcher;
    this.mode = mode;
  }

  void started(int specs) throws InterruptedException {
    tell(new MessageData.Installation("started", Map.of("mode", mode, "specs", specs)));
  }

  void finished(double seconds) throws InterruptedException {
    tell(
        new MessageData.Installation(
            "finished", Map.of("mode", mode, "duration_seconds", seconds)));
  }

  void failed(StepFailure failure) throws InterruptedException {
    String output = String.join("\n", failure.lastLines());
    Map<String, Object> details = new HashMap<>(failure.details());
    details.put("mode", mode);
    details.put("message", failure.getMessage());
    details.put("output", output);
    tell(new MessageData.Installation("failed", details));
    tell(
        new MessageData.Log(
            LogLevel.ERROR,
            LogPriority.HIGH,
            output.isEmpty() ? failure.getMessage() : failure.getMessage() + "\n" + output));
  }

  /** By a signal; a machine that shuts down sends one, too, so nobody is alarmed. */
  void interrupted() throws InterruptedException {
    tell(new MessageData.Installation("interrupted", Map.of("mode", mode)));
    tell(
        new MessageData.Log(
            LogLevel.WARN,
            LogPriority.MEDIUM,
            "the converge was interrupted; the next one goes on from there"));
  }

  private void tell(MessageData data) throws InterruptedException {
    try {
      posting.tell(data);
    } catch (CommandFailure e) {
      watcher.warn("the cluster is not told: " + e.getMessage());
    }
  }
}
