package io.jetpack.cli.message.amqp;

import io.jetpack.cli.message.broker.Broker;
import io.jetpack.cli.message.broker.BrokerSession;
import io.jetpack.cli.message.broker.BrokerUnavailableException;
import io.jetpack.cli.node.settings.AmqpUri;
import io.jetpack.cli.node.settings.Settings;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The broker that the settings name. Files that they name are read anew for each session. */
public final class AmqpBroker implements Broker {

  /** The exchange that all messages go to: durable, of type {@code topic}. */
  public static final String EXCHANGE = "cyclecloud";

  /** An overloaded cluster takes seconds for each of the six answers of a greeting. */
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);

  private final Settings.Amqp settings;
  private final AmqpUri uri;
  private final Duration answerLimit;

  /**
   * @param answerLimit how long the broker may be silent while it is waited for
   */
  AmqpBroker(Settings.Amqp settings, AmqpUri uri, Duration answerLimit) {
    this.settings = settings;
    this.uri = uri;
    this.answerLimit = answerLimit;
  }

  /** The broker, if there is one. Looks at nothing and connects to nothing yet. */
  public static Optional<Broker> of(Settings.Amqp settings) {
    return settings.uri().map(uri -> new AmqpBroker(settings, uri, ANSWER_LIMIT));
  }

  /** Where it is, without a password. */
  @Override
  public String toString() {
    return uri.toString();
  }

  @Override
  public BrokerSession open(Duration limit)
      throws BrokerUnavailableException, InterruptedException {
    Duration answer = answerLimit.compareTo(limit) < 0 ? answerLimit : limit;
    Connecting connecting = new Connecting(settings, uri, answer);
    CompletableFuture<AmqpSession> opening = connecting.start();
    long deadline = System.nanoTime() + limit.toNanos();
    try {
      while (true) {
        long silentUntil = connecting.heard() + answer.toNanos();
        long left = Math.min(silentUntil - System.nanoTime(), deadline - System.nanoTime());
        try {
          return opening.get(left, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
          boolean isSilent = connecting.isSilent(answer);
          if (isSilent || System.nanoTime() - deadline >= 0) {
            String stage = connecting.stage();
            connecting.abandon();
            throw new BrokerUnavailableException(
                !isSilent && connecting.hasAnswered()
                    ? Reasons.tooSlow(uri, stage, limit)
                    : Reasons.timedOut(uri, stage, answer),
                e);
          }
        }
      }
    } catch (InterruptedException e) {
      connecting.abandon();
      throw e;
    } catch (ExecutionException e) {
      connecting.abandon();
      if (e.getCause() instanceof BrokerUnavailableException known) {
        throw known;
      }
      throw new IllegalStateException("connecting to " + uri, e.getCause());
    }
  }
}
