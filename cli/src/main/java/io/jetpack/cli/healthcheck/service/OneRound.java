package io.jetpack.cli.healthcheck.service;

import io.jetpack.cli.CommandContext;
import io.jetpack.cli.healthcheck.keepalive.HoldFile;
import io.jetpack.cli.healthcheck.service.log.EventLog;
import io.jetpack.cli.healthcheck.service.log.MessageLog;
import io.jetpack.cli.healthcheck.service.log.ServiceLog;
import io.jetpack.cli.message.MessageData;
import io.jetpack.cli.message.Messenger;
import io.jetpack.cli.node.Home;
import io.jetpack.cli.node.settings.GivenFile;
import io.jetpack.cli.node.settings.Settings;
import io.jetpack.cli.node.tree.NodeFile;
import io.jetpack.healthcheck.Check;
import io.jetpack.healthcheck.CheckResult;
import io.jetpack.healthcheck.CheckRunner;
import io.jetpack.healthcheck.HealthState;
import io.jetpack.healthcheck.Verdict;
import io.jetpack.healthcheck.builtin.BuiltIn;
import io.jetpack.healthcheck.service.Mishaps;
import io.jetpack.healthcheck.service.event.HealthEvent;
import io.jetpack.healthcheck.service.state.PendingRequest;
import io.jetpack.healthcheck.service.termination.ActionFailedException;
import io.jetpack.healthcheck.service.termination.Confirmation;
import io.jetpack.healthcheck.service.termination.TerminationAction;
import io.jetpack.healthcheck.service.termination.TerminationGuard;
import io.jetpack.healthcheck.service.termination.TerminationGuard.Decision;
import io.jetpack.runner.ScriptRunners;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Does once what the service does about results: built-ins, holds, confirmations, the action. */
public final class OneRound {

  /** Says 254, and how it is asked again. */
  private record Failing(String reason, Confirmation confirmation, Optional<Check> check) {}

  /** How long what was told may take to reach the broker. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(5);

  private final CommandContext context;
  private final Settings settings;
  private final CheckRunner runner;
  private final List<BuiltIn> builtIns;
  private final HoldFile holds;
  private final ServiceLog log;
  private final TerminationAction action;
  private final Instant startedAt = Clock.systemUTC().instant();
  private final TerminationGuard guard = new TerminationGuard();

  /** Started with the first message. */
  private @Nullable Messenger messenger;

  /**
   * What it does is told in {@code logs/healthcheck.log} and on stderr.
   *
   * @throws io.jetpack.cli.CommandFailure when there is no such termination action
   */
  public OneRound(
      CommandContext context, Settings settings, ScriptRunners runners, CheckRunner runner) {
    Home home = context.home();
    this.context = context;
    this.settings = settings;
    this.runner = runner;
    this.builtIns = BuiltIns.thatMayFail(context);
    this.holds = new HoldFile(home);
    this.log = ServiceLog.of(context, settings.log());
    this.action =
        Actions.create(
            context, settings, new ClusterEvents(new EventLog(log), this::tell), runners);
  }

  /** Acts on results; runs checks again that must say 254 more than once. */
  public void act(List<CheckResult> results) throws InterruptedException {
    Map<String, Failing> failing = new LinkedHashMap<>();
    for (BuiltIn builtIn : builtIns) {
      if (builtIn.judge() instanceof Verdict.Terminate(String why)) {
        Confirmation confirmation = Confirmation.of(builtIn, settings.plan().confirmDelay());
        failing.put(builtIn.name(), new Failing(why, confirmation, Optional.empty()));
      }
    }
    for (CheckResult result : results) {
      if (result.state() == HealthState.TERMINATE) {
        failing.put(result.check().name(), failing(result));
      }
    }
    int all = results.size() + builtIns.size();
    try (log) {
      results.forEach(this::tell);
      while (!failing.isEmpty()) {
        failing = again(judged(failing, all));
      }
    } finally {
      if (messenger != null) {
        messenger.close();
      }
    }
  }

  /** The cluster is told what is not well; here it was seen already. */
  private void tell(CheckResult result) {
    if (result.state() != HealthState.HEALTHY) {
      boolean held = holds.read().holds();
      tell(ClusterEvents.healthcheck(HealthEvent.CheckChanged.of(result, held, startedAt)));
    }
  }

  private void tell(MessageData data) {
    Messenger open = messenger;
    if (open == null) {
      open = Messenger.start(context, settings, new MessageLog(log, this::failed), LAST_WORDS);
      messenger = open;
    }
    open.tell(data);
  }

  /** Why nothing may be requested: settings that cannot be read do not come as far as here. */
  private Optional<String> waits() {
    GivenFile node = NodeFile.given(context.home());
    return NodeFile.fault(node.path(), node.read()).map(_ -> "node.json does not read");
  }

  private Failing failing(CheckResult result) {
    return new Failing(
        result.reason().orElse(""),
        Confirmation.of(result, settings.plan().confirmDelay()),
        Optional.of(result.check()));
  }

  /** Acts on what is decided, and says what is to be asked again. */
  private Map<String, Failing> judged(Map<String, Failing> failing, int all)
      throws InterruptedException {
    Map<String, Decision> decisions = new LinkedHashMap<>();
    failing.forEach((name, each) ->
        decisions.put(
            name,
            guard.failed(
                name,
                each.reason(),
                each.confirmation(),
                all,
                holds.read(),
                waits(),
                Clock.systemUTC().instant(),
                System.nanoTime())));
    // nothing was requested yet for those whose common cause shows only now
    var suspected = guard.takeSuspected().stream().map(request -> request.check()).toList();
    Map<String, Failing> unconfirmed = new LinkedHashMap<>();
    for (Map.Entry<String, Failing> entry : failing.entrySet()) {
      String name = entry.getKey();
      Decision decision = decisions.get(name);
      if (suspected.contains(name) || decision instanceof Decision.Unconfirmed) {
        unconfirmed.put(name, entry.getValue());
      } else if (decision instanceof Decision.Request(var request)) {
        request(request);
      } else if (decision instanceof Decision.Waiting(String why, var _)) {
        log.warn(
            "%s is terminate: %s (waiting: %s; nothing is requested)"
                .formatted(name, entry.getValue().reason(), why));
      } else if (decision instanceof Decision.Held) {
        log.warn(
            "%s is terminate: %s (held: nothing is requested)"
                .formatted(name, entry.getValue().reason()));
      }
    }
    return unconfirmed;
  }

  private void request(PendingRequest request) throws InterruptedException {
    try {
      action.requested(request);
    } catch (ActionFailedException e) {
      log.error(
          "the request to terminate this node for %s was not made: %s; the next round tries again"
              .formatted(request.check(), e.getMessage()));
    }
  }

  private void failed(Throwable failure) {
    log.error(Mishaps.reason(failure));
  }

  private Duration untilAllAreHeard(Map<String, Failing> unconfirmed) {
    long now = System.nanoTime();
    Duration longest = settings.plan().confirmDelay();
    for (String name : unconfirmed.keySet()) {
      Duration left = guard.untilHeard(name, now);
      longest = left.compareTo(longest) > 0 ? left : longest;
    }
    return longest;
  }

  /** Runs again what has to confirm itself. */
  private Map<String, Failing> again(Map<String, Failing> unconfirmed) throws InterruptedException {
    if (unconfirmed.isEmpty()) {
      return unconfirmed;
    }
    Duration pause = untilAllAreHeard(unconfirmed);
    log.info(
        "%s must confirm what they say; they run again in %d s"
            .formatted(
                String.join(", ", unconfirmed.keySet()), Math.ceilDiv(pause.toMillis(), 1000)));
    boolean ignored = new CountDownLatch(1).await(pause.toNanos(), TimeUnit.NANOSECONDS);
    Map<String, Failing> still = new LinkedHashMap<>();
    for (Map.Entry<String, Failing> entry : unconfirmed.entrySet()) {
      Optional<Check> check = entry.getValue().check();
      if (check.isEmpty()) {
        stillFailing(entry.getKey(), entry.getValue())
            .ifPresentOrElse(
                failing -> still.put(entry.getKey(), failing),
                () -> log.info(entry.getKey() + " no longer asks for termination"));
        continue;
      }
      CheckResult result = runner.run(check.get());
      if (result.state() == HealthState.TERMINATE) {
        still.put(entry.getKey(), failing(result));
      } else {
        log.info(entry.getKey() + " no longer asks for termination: " + result.state().label());
      }
    }
    return still;
  }

  private Optional<Failing> stillFailing(String builtIn, Failing before) {
    return builtIns.stream()
        .filter(each -> each.name().equals(builtIn))
        .map(BuiltIn::judge)
        .filter(Verdict.Terminate.class::isInstance)
        .map(verdict ->
            new Failing(verdict.reason().orElse(""), before.confirmation(), Optional.empty()))
        .findFirst();
  }
}
