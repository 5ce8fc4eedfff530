package io.jetpack.locker.azure;

import com.azure.core.exception.ClientAuthenticationException;
import com.azure.storage.blob.models.BlobStorageException;
import io.jetpack.cli.converge.locker.LockerException;
import io.jetpack.text.Durations;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/**
 * What a failure of the SDK means, in a sentence.
 *
 * @param stall how long nothing may come
 */
record Failures(AzureAddress address, Duration stall) {

  /**
   * @param path what was asked for
   * @throws InterruptedException when it failed because somebody ends the program
   */
  LockerException of(String path, RuntimeException e) throws InterruptedException {
    if (Thread.interrupted() || root(e) instanceof InterruptedException) {
      throw new InterruptedException();
    }
    return switch (e) {
      case BlobStorageException answer -> answered(path, answer);
      case ClientAuthenticationException refused ->
          new LockerException(
              sentence(
                  path,
                  "there are no credentials for it; give this machine an identity that may read it, or a signature in the address"),
              false);
      default -> cut(path, e);
    };
  }

  private LockerException answered(String path, BlobStorageException e) {
    int status = e.getStatusCode();
    String code = String.valueOf(e.getErrorCode());
    String known = code.equals("null") ? "" + status : status + " " + code;
    String words =
        switch (status) {
          case 401, 403 ->
              address.signature().isPresent()
                  ? "it refuses (%s); is the signature in the address still valid, and may it list and read?"
                  : "it refuses (%s); may the identity of this machine list and read it?";
          case 404 ->
              code.equals("ContainerNotFound")
                  ? "there is no such container (%s)"
                  : "it has no such file (%s)";
          case 412 -> "it has changed since it was listed (%s); converge again";
          default -> "it answers %s";
        };
    boolean passing = status == 408 || status == 416 || status == 429 || status >= 500;
    return new LockerException(sentence(path, words.formatted(known)), passing);
  }

  private LockerException cut(String path, RuntimeException e) {
    Throwable root = root(e);
    if (root instanceof TimeoutException || root instanceof HttpTimeoutException) {
      return new LockerException(
          sentence(path, "it does not come: nothing for " + Durations.format(stall)), true);
    }
    String why = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    return new LockerException(sentence(path, "the connection was cut or refused: " + why), true);
  }

  private static Throwable root(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  String sentence(String path, String words) {
    return "'%s' of %s: %s".formatted(path, address, words);
  }
}
