package io.jetpack.cli.message.amqp;

import com.rabbitmq.client.AMQP;
import io.jetpack.cli.message.broker.Fate;
import io.jetpack.cli.message.broker.Message;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What was given to a session and has no fate yet, and what the broker's words make of it.
 * Thread-safe; fates are told outside of the lock.
 *
 * <p>Order is kept in this way: once the broker has taken offence at one of several messages, or
 * the connection is over, no later message goes out in the same session. Otherwise it could
 * overtake those that have to be published again.
 */
final class Ledger {

  /** What the broker says about a message that it will never take. */
  private static final Set<Integer> OFFENCES =
      Set.of(AMQP.CONTENT_TOO_LARGE, AMQP.ACCESS_REFUSED, AMQP.PRECONDITION_FAILED);

  private record Refused(Outgoing outgoing, long at) {}

  private record Told(Outgoing outgoing, Fate fate) {
    void tell() {
      boolean ignored = outgoing.fate().complete(fate);
    }
  }

  private final Deque<Outgoing> waiting = new ArrayDeque<>();
  private final NavigableMap<Long, Outgoing> sent = new TreeMap<>();

  /** Refused without a return so far: Qpid says first that it refuses and then why. */
  private final Deque<Refused> refused = new ArrayDeque<>();

  private @Nullable String ended;

  /** Takes a message over, to be sent after those before it. */
  CompletableFuture<Fate> add(Message message) {
    Outgoing outgoing = new Outgoing(message);
    String over;
    synchronized (this) {
      over = ended;
      if (over == null) {
        waiting.add(outgoing);
        notifyAll();
      }
    }
    if (over != null) {
      new Told(outgoing, new Fate.Lost(over)).tell();
    }
    return outgoing.fate();
  }

  /**
   * The next message to send, which stays the next one until {@link #sending}. Waits for one, and
   * meanwhile settles what was refused without a word within the grace.
   *
   * @return nothing when the session is over
   */
  @Nullable Outgoing next(long graceNanos) throws InterruptedException {
    while (true) {
      List<Told> told = new ArrayList<>();
      synchronized (this) {
        long now = System.nanoTime();
        while (!refused.isEmpty() && now - refused.getFirst().at() >= graceNanos) {
          Outgoing outgoing = refused.removeFirst().outgoing();
          told.add(new Told(outgoing, new Fate.Deferred("the broker does not take it now")));
        }
        if (told.isEmpty()) {
          if (ended != null) {
            return null;
          }
          if (!waiting.isEmpty()) {
            return waiting.getFirst();
          }
          if (refused.isEmpty()) {
            wait();
          } else {
            wait(Math.max(1, graceNanos / 1_000_000));
          }
        }
      }
      told.forEach(Told::tell);
    }
  }

  /**
   * It is written from now on.
   *
   * @param tag counts on the channel
   * @return false when the session is over, and nothing is to be written
   */
  synchronized boolean sending(long tag, Outgoing outgoing) {
    if (ended != null || !waiting.removeFirstOccurrence(outgoing)) {
      return false;
    }
    sent.put(tag, outgoing);
    return true;
  }

  /** It can not be written at all, and what the broker counts is another number than ours now. */
  void impossible(long tag, String reason) {
    Outgoing outgoing;
    synchronized (this) {
      outgoing = sent.remove(tag);
    }
    if (outgoing != null) {
      new Told(outgoing, new Fate.Rejected(reason)).tell();
    }
    end(reason);
  }

  /** Not a byte of it was written, since the channel is closed: it is the next one again. */
  synchronized void notSent(long tag, Outgoing outgoing) {
    if (sent.remove(tag, outgoing)) {
      waiting.addFirst(outgoing);
    }
  }

  /** {@code basic.ack}. */
  void confirmed(long tag, boolean andAllBefore) {
    List<Told> told = new ArrayList<>();
    synchronized (this) {
      for (Outgoing outgoing : settle(tag, andAllBefore)) {
        Fate returned = outgoing.returned();
        told.add(new Told(outgoing, returned == null ? new Fate.Confirmed() : returned));
      }
    }
    told.forEach(Told::tell);
  }

  /** {@code basic.nack}. */
  void refused(long tag, boolean andAllBefore) {
    List<Told> told = new ArrayList<>();
    synchronized (this) {
      for (Outgoing outgoing : settle(tag, andAllBefore)) {
        Fate returned = outgoing.returned();
        if (returned == null) {
          refused.add(new Refused(outgoing, System.nanoTime()));
          notifyAll();
        } else {
          told.add(new Told(outgoing, returned));
        }
      }
    }
    told.forEach(Told::tell);
  }

  private Collection<Outgoing> settle(long tag, boolean andAllBefore) {
    if (andAllBefore) {
      NavigableMap<Long, Outgoing> head = sent.headMap(tag, true);
      List<Outgoing> all = List.copyOf(head.values());
      head.clear();
      return all;
    }
    Outgoing one = sent.remove(tag);
    return one == null ? List.of() : List.of(one);
  }

  /** {@code basic.return}, which comes before the ack (RabbitMQ) or after the nack (Qpid). */
  void returned(String messageId, int code, String text) {
    Fate fate = code == AMQP.NO_ROUTE ? new Fate.Unroutable(text) : new Fate.Deferred(text);
    Told told = null;
    synchronized (this) {
      for (Refused one : refused) {
        if (one.outgoing().message().id().equals(messageId)) {
          told = new Told(one.outgoing(), fate);
          refused.remove(one);
          break;
        }
      }
      if (told == null) {
        for (Outgoing outgoing : sent.values()) {
          if (outgoing.returned() == null && outgoing.message().id().equals(messageId)) {
            outgoing.returnedAs(fate);
            break;
          }
        }
      }
    }
    if (told != null) {
      told.tell();
    }
  }

  /**
   * The broker closed the channel.
   *
   * @return whether the session may go on with a new one
   */
  boolean channelClosed(int code, String reason) {
    boolean mayGoOn;
    Outgoing alone = null;
    synchronized (this) {
      mayGoOn = ended == null && (sent.isEmpty() || (sent.size() == 1 && isOffence(code)));
      if (mayGoOn && !sent.isEmpty()) {
        alone = sent.pollFirstEntry().getValue();
      }
    }
    if (alone != null) {
      new Told(alone, new Fate.Rejected(reason)).tell();
    }
    if (!mayGoOn) {
      over(code, reason);
    }
    return mayGoOn;
  }

  /**
   * The session is over by the broker's word.
   *
   * @param code AMQP's reply code, or 0
   */
  void over(int code, String reason) {
    end(reason, isOffence(code));
  }

  /** The session is over. */
  void end(String reason) {
    end(reason, false);
  }

  private void end(String reason, boolean offended) {
    List<Told> told = new ArrayList<>();
    synchronized (this) {
      if (ended == null) {
        ended = reason;
      }
      Fate fate = new Fate.Lost(reason);
      if (offended) {
        fate = sent.size() == 1 ? new Fate.Rejected(reason) : new Fate.Doubtful(reason);
      }
      for (Outgoing outgoing : sent.values()) {
        told.add(new Told(outgoing, fate));
      }
      refused.forEach(one -> told.add(new Told(one.outgoing(), new Fate.Lost(reason))));
      waiting.forEach(outgoing -> told.add(new Told(outgoing, new Fate.Lost(reason))));
      refused.clear();
      sent.clear();
      waiting.clear();
      notifyAll();
    }
    told.forEach(Told::tell);
  }

  private static boolean isOffence(int code) {
    return OFFENCES.contains(code);
  }

  synchronized boolean isEnded() {
    return ended != null;
  }
}
