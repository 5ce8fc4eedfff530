package io.jetpack.cli.message.amqp;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AuthenticationFailureException;
import com.rabbitmq.client.MalformedFrameException;
import com.rabbitmq.client.MissedHeartbeatException;
import com.rabbitmq.client.PossibleAuthenticationFailureException;
import com.rabbitmq.client.ShutdownSignalException;
import io.jetpack.cli.node.settings.AmqpUri;
import io.jetpack.text.Durations;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** What a failure means, for people: what, where, why, what to do. Never holds a password. */
final class Reasons {

  private Reasons() {}

  static String wouldTellAPassword(AmqpUri uri) {
    return "no password is sent to '%s' unencrypted; write amqps:// in amqp.uri"
        .formatted(uri.place());
  }

  static String timedOut(AmqpUri uri, String stage, Duration limit) {
    return "the broker '%s' did not answer within %s (while %s)"
        .formatted(uri.place(), Durations.format(limit), stage);
  }

  /** It answers, but not soon enough. */
  static String tooSlow(AmqpUri uri, String stage, Duration limit) {
    return "the broker '%s' answers too slowly: there is no session after %s (while %s)"
        .formatted(uri.place(), Durations.format(limit), stage);
  }

  /** Why there is no session. */
  static String unavailable(AmqpUri uri, String user, Throwable failure) {
    String place = uri.place();
    List<Throwable> causes = causes(failure);
    return tls(uri, causes)
        .or(() -> logIn(uri, user, causes))
        .or(() -> network(uri, causes))
        .orElseGet(
            () -> "no connection to the broker '%s': %s".formatted(place, words(causes.getLast())));
  }

  private static Optional<String> network(AmqpUri uri, List<Throwable> causes) {
    String place = uri.place();
    for (Throwable cause : causes) {
      switch (cause) {
        case UnknownHostException _ -> {
          return Optional.of(
              "there is no host '%s'; correct amqp.uri, or see whether names are found on this node"
                  .formatted(uri.host()));
        }
        case ConnectException _ when words(cause).contains("refused") -> {
          return Optional.of(
              "the broker '%s' refuses connections; see whether it runs and listens on that port"
                  .formatted(place));
        }
        case NoRouteToHostException _, ConnectException _ -> {
          return Optional.of(
              "there is no way to the broker '%s' (%s); see the network and its firewalls"
                  .formatted(place, words(cause)));
        }
        case SocketTimeoutException _, TimeoutException _ -> {
          return Optional.of(
              "the broker '%s' does not answer; see whether a firewall is in between"
                  .formatted(place));
        }
        case MalformedFrameException _,
            EOFException _,
            SocketException _,
            IllegalStateException _ -> {
          return Optional.of(
              uri.encrypted()
                  ? "'%s' broke the greeting off: it wants another client certificate, has just ended, or is no AMQP broker; see amqp.certificate_file, and whether it runs"
                      .formatted(place)
                  : "'%s' broke the greeting off: it wants amqps://, has just ended, or is no AMQP broker; correct amqp.uri, and see whether it runs"
                      .formatted(place));
        }
        default -> {}
      }
    }
    return Optional.empty();
  }

  private static Optional<String> tls(AmqpUri uri, List<Throwable> causes) {
    String place = uri.place();
    for (Throwable cause : causes.reversed()) {
      switch (cause) {
        case CertificateExpiredException _ -> {
          return Optional.of(
              "the certificate of the broker '%s' has expired; have it renewed, or set this node's clock"
                  .formatted(place));
        }
        case CertPathBuilderException _ -> {
          return Optional.of(
              "the certificate of the broker '%s' is from nobody who is trusted; write its authority's in amqp.ca_file"
                  .formatted(place));
        }
        case CertificateException _ when words(cause).startsWith("No ") -> {
          return Optional.of(
              "the certificate of the broker '%s' is for another host; write in amqp.uri the name that it is for"
                  .formatted(place));
        }
        case SSLException _ when words(cause).contains("fatal alert") -> {
          return Optional.of(
              "the broker '%s' ended TLS (%s); see amqp.certificate_file and amqp.key_file"
                  .formatted(place, words(cause)));
        }
        case SSLException _ when words(cause).contains("SSL message") -> {
          return Optional.of(
              "the broker '%s' speaks no TLS on that port; correct amqp.uri".formatted(place));
        }
        default -> {}
      }
    }
    return Optional.empty();
  }

  private static Optional<String> logIn(AmqpUri uri, String user, List<Throwable> causes) {
    String place = uri.place();
    for (Throwable cause : causes) {
      switch (cause) {
        case AuthenticationFailureException _, PossibleAuthenticationFailureException _ -> {
          return Optional.of(
              user.isEmpty()
                  ? "the broker '%s' does not take the client certificate as a log-in; write a user in amqp.credentials_file"
                      .formatted(place)
                  : "the broker '%s' does not let user '%s' in with this password; correct amqp.credentials_file or amqp.uri"
                      .formatted(place, user));
        }
        case ShutdownSignalException signal
            when signal.getReason() instanceof AMQP.Connection.Close close -> {
          return Optional.of(
              "the broker '%s' has no virtual host '%s' for user '%s' (%s); correct amqp.uri, or the user's permissions"
                  .formatted(place, uri.virtualHost(), user, said(close.getReplyText())));
        }
        default -> {
          if (words(cause).startsWith("No compatible authentication")) {
            return Optional.of(
                "the broker '%s' offers no log-in by %s; write a user in amqp.credentials_file"
                    .formatted(place, user.isEmpty() ? "client certificate" : "password"));
          }
        }
      }
    }
    return Optional.empty();
  }

  /** Why the exchange could not be made. */
  static String noExchange(Throwable failure) {
    String what =
        switch (code(failure)) {
          case AMQP.ACCESS_REFUSED, AMQP.NOT_FOUND ->
              "is not there, and this user may not make it; have it made (durable, of type topic), or give the user the permission";
          case AMQP.PRECONDITION_FAILED, AMQP.NOT_ALLOWED ->
              "is there, but not durable and of type topic; have it removed";
          default -> "could not be made";
        };
    return "the exchange '%s' %s: %s".formatted(AmqpBroker.EXCHANGE, what, ended(failure));
  }

  /** Why a session or a channel is over. */
  static String ended(Throwable failure) {
    for (Throwable cause : causes(failure)) {
      if (cause instanceof ShutdownSignalException signal) {
        switch (signal.getReason()) {
          case AMQP.Connection.Close close when !signal.isInitiatedByApplication() -> {
            return said(close.getReplyText());
          }
          case AMQP.Channel.Close close when !signal.isInitiatedByApplication() -> {
            return said(close.getReplyText());
          }
          case null, default -> {}
        }
      }
      if (cause instanceof MissedHeartbeatException) {
        return "nothing was heard of the broker any more";
      }
      if (cause instanceof EOFException) {
        return "the broker, or something in between, closed the connection";
      }
    }
    List<Throwable> causes = causes(failure);
    return "the connection broke: " + words(causes.getLast());
  }

  private static String said(String replyText) {
    return replyText.endsWith(".") ? replyText.substring(0, replyText.length() - 1) : replyText;
  }

  /** AMQP's reply code, or 0. */
  static int code(Throwable failure) {
    for (Throwable cause : causes(failure)) {
      if (cause instanceof ShutdownSignalException signal) {
        switch (signal.getReason()) {
          case AMQP.Connection.Close close -> {
            return close.getReplyCode();
          }
          case AMQP.Channel.Close close -> {
            return close.getReplyCode();
          }
          case null, default -> {}
        }
      }
    }
    return 0;
  }

  private static List<Throwable> causes(Throwable failure) {
    List<Throwable> causes = new ArrayList<>();
    for (Throwable cause = failure;
        cause != null && !causes.contains(cause);
        cause = cause.getCause()) {
      causes.add(cause);
    }
    return causes;
  }

  private static String words(Throwable failure) {
    String message = failure.getMessage();
    return message == null || message.isBlank()
        ? failure.getClass().getSimpleName().replace("Exception", "").toLowerCase(Locale.ROOT)
        : message;
  }
}
