package io.jetpack.cli.message.delivery;

import io.jetpack.cli.message.broker.Broker;
import io.jetpack.cli.message.broker.BrokerSession;
import io.jetpack.cli.message.broker.Fate;
import io.jetpack.cli.message.broker.Message;
import io.jetpack.cli.message.broker.Rank;
import io.jetpack.cli.message.outbox.EntryName;
import io.jetpack.cli.message.outbox.OutboxFolder;
import io.jetpack.text.IoReason;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Brings what is in the outbox to the broker. Many messages are on their way at once; one leaves
 * the outbox when the broker has confirmed it. One thread runs it; {@link #nudge} may be called by
 * any.
 *
 * <p>Messages of one routing key keep their order: of a key that was not yet seen to be taken only
 * one is on its way, and when the broker refuses it, all of that key wait, while those of other
 * keys pass them.
 */
public final class Drain implements AutoCloseable {

  /** How often it is asked whether the broker takes messages again. */
  private static final Duration BLOCKED_AGAIN = Duration.ofMillis(250);

  /** What the thread is told. */
  private sealed interface Mail {
    record Settled(EntryName name, Fate fate) implements Mail {}

    record Nudge() implements Mail {}

    record Put(EntryName name) implements Mail {}

    record Wake() implements Mail {}
  }

  private final Backlog backlog;
  private final Link link;
  private final DrainListener listener;
  private final Duration keepRefused;
  private final InstantSource clock;
  private final HeldKeys keys;
  private final LookTimes looks = new LookTimes(System.nanoTime());
  private final LinkedBlockingQueue<Mail> mail = new LinkedBlockingQueue<>();

  private final OnTheWay onTheWay = new OnTheWay(System.nanoTime());

  private Optional<BrokerSession> lastSession = Optional.empty();
  private boolean woken;

  /**
   * @param keepRefused how long a message is kept that no queue wants
   */
  public Drain(
      OutboxFolder folder,
      Overflow overflow,
      Broker broker,
      DrainListener listener,
      Duration keepRefused,
      InstantSource clock) {
    RandomGenerator random = RandomGenerator.getDefault();
    this.backlog = new Backlog(folder, overflow, listener);
    this.link = new Link(broker, listener, random);
    this.keys =
        new HeldKeys(random, new Refusals(folder.refused(), keepRefused, System.nanoTime()));
    this.listener = listener;
    this.keepRefused = keepRefused;
    this.clock = clock;
  }

  /** There may be something new. */
  public void nudge() {
    boolean ignored = mail.offer(new Mail.Nudge());
  }

  /** This one was put; quicker than {@link #nudge}, after which all are looked at. */
  public void put(EntryName name) {
    boolean ignored = mail.offer(new Mail.Put(name));
  }

  /** The step that runs now, or the next one when none does, does not wait. */
  public void wake() {
    boolean ignored = mail.offer(new Mail.Wake());
  }

  /**
   * Whether somebody nudges it when a message comes, so that it need not look by itself so often.
   */
  public void watched(boolean now) {
    looks.watched(now);
    // what came before the watch is seen, and the next look is due when it is due now
    nudge();
  }

  /** Why nothing is sent just now, if that is so. */
  Optional<String> trouble() {
    return link.trouble();
  }

  /**
   * Does what can be done now, then waits until there is more to do.
   *
   * @param limit the longest that this may take
   */
  public void step(Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    work(limit);
    await(deadline);
  }

  /**
   * Sends until all that there is now is with the broker, or nothing can be sent.
   *
   * @param limit the longest that this may take
   */
  public void finish(Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    looks.now(System.nanoTime());
    work(limit);
    while (!isDone() && trouble().isEmpty() && System.nanoTime() - deadline < 0) {
      await(deadline);
      work(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
    }
  }

  private boolean isDone() {
    return backlog.first().isEmpty() && onTheWay.isEmpty();
  }

  private void work(Duration limit) throws InterruptedException {
    // first what became of messages: it tells why a connection ended
    receive(Optional.ofNullable(mail.poll()));
    look();
    Optional<BrokerSession> session = link.session(limit);
    keys.tick(session.isPresent(), System.nanoTime());
    publish(session);
  }

  private void look() {
    long now = System.nanoTime();
    if (!looks.isDue(now)) {
      return;
    }
    try {
      backlog.refresh(onTheWay.names());
    } catch (IOException e) {
      listener.trouble("the outbox can not be read: " + IoReason.withFile(e));
    }
    looks.looked(now, backlog.size() + onTheWay.size());
  }

  private void publish(Optional<BrokerSession> session) {
    if (session.isEmpty() || !onTheWay.hasRoom()) {
      return;
    }
    if (!session.equals(lastSession)) {
      lastSession = session;
      keys.forgetTaken();
    }
    Optional<EntryName> next = backlog.first();
    while (next.isPresent() && onTheWay.hasRoom() && session.get().isOpen()) {
      publish(session.get(), next.get());
      next = backlog.after(next.get());
    }
  }

  private void publish(BrokerSession session, EntryName name) {
    if (backlog.knownKey(name).filter(key -> !mayGo(key)).isPresent()) {
      return;
    }
    Optional<Message> message = backlog.read(name);
    if (message.isEmpty()) {
      backlog.taken(name);
    } else if (mayGo(message.get().routingKey())) {
      backlog.taken(name);
      publish(session, name, message.get());
    }
  }

  private boolean mayGo(String key) {
    return keys.isFree(key, System.nanoTime()) && (keys.isTaken(key) || !onTheWay.hasKey(key));
  }

  private void publish(BrokerSession session, EntryName name, Message message) {
    onTheWay.add(name, message.routingKey(), System.nanoTime());
    var _ =
        session
            .publish(message)
            .whenComplete((fate, bug) ->
                mail.add(
                    new Mail.Settled(
                        name, bug == null ? fate : new Fate.Lost(String.valueOf(bug)))));
  }

  private void await(long deadline) throws InterruptedException {
    long now = System.nanoTime();
    long until = Math.min(deadline - now, looks.untilNext(now));
    until = Math.min(until, keys.untilNextTry(now));
    until = Math.min(until, onTheWay.untilStuck(now));
    if (link.trouble().isPresent()) {
      until = Math.min(until, link.isUp() ? BLOCKED_AGAIN.toNanos() : link.nextTry() - now);
    }
    until = woken ? 0 : Math.max(until, 0);
    receive(Optional.ofNullable(mail.poll(until, TimeUnit.NANOSECONDS)));
    woken = false;
    onTheWay.stuck(System.nanoTime()).filter(_ -> link.trouble().isEmpty()).ifPresent(link::end);
  }

  private void receive(Optional<Mail> first) {
    List<Mail> read = new ArrayList<>();
    first.ifPresent(read::add);
    int _ = mail.drainTo(read);
    for (Mail each : read) {
      switch (each) {
        case Mail.Nudge() -> looks.nudge();
        case Mail.Put(EntryName name) -> {
          // one that was seen by a look may be on its way by now
          if (!onTheWay.contains(name) && !backlog.add(name)) {
            looks.nudge();
          }
        }
        case Mail.Wake() -> woken = true;
        case Mail.Settled(EntryName name, Fate fate) -> settled(name, fate);
      }
    }
  }

  private void settled(EntryName name, Fate fate) {
    onTheWay.settle(name, System.nanoTime()).ifPresent(key -> settled(name, key, fate));
  }

  private void settled(EntryName name, String key, Fate fate) {
    switch (fate) {
      case Fate.Confirmed() -> {
        keys.taken(key);
        backlog.done(name);
      }
      case Fate.Unroutable(String reason) -> refused(name, key, reason);
      case Fate.Deferred(String reason) -> refused(name, key, reason);
      case Fate.Rejected(String reason) -> {
        if (name.rank() == Rank.TERMINATION) {
          refused(name, key, reason);
        } else {
          backlog.setAside(name, "the broker rejects it: " + reason);
        }
      }
      case Fate.Doubtful(String _) -> {
        onTheWay.suspect(name);
        backlog.back(name);
      }
      case Fate.Lost(String reason) -> {
        link.lost(reason);
        backlog.back(name);
      }
    }
  }

  private void refused(EntryName name, String key, String reason) {
    backlog.back(name);
    HeldKeys.Refusal refusal = keys.refused(key, System.nanoTime(), backlog.lastSequence());
    if (refusal.news()) {
      listener.refused(key, reason);
    }
    refusal
        .old()
        .ifPresent(last ->
            backlog.setAsideOld(
                key,
                last,
                clock.instant().minus(keepRefused),
                "the broker refused it for too long: " + reason));
  }

  /** Ends the connection. What was on its way stays in the outbox. */
  @Override
  public void close() {
    keys.save();
    link.close();
  }
}
