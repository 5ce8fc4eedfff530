package io.jetpack.locker.s3;

import io.jetpack.cli.converge.locker.LockerException;
import io.jetpack.text.Durations;
import java.net.SocketTimeoutException;
import java.time.Duration;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * What a failure of the SDK means, in a sentence.
 *
 * @param stall how long nothing may come
 */
record Failures(S3Address address, Duration stall) {

  static final String CHANGED = "it has changed since it was listed; converge again";

  private static final String NO_CREDENTIALS = "Unable to load credentials";

  /**
   * @param path what was asked for
   * @throws InterruptedException when it failed because somebody ends the program
   */
  LockerException of(String path, SdkException e) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    return e instanceof AwsServiceException answer ? answered(path, answer) : unanswered(path, e);
  }

  private LockerException answered(String path, AwsServiceException e) {
    String code = e.awsErrorDetails() == null ? "" : e.awsErrorDetails().errorCode();
    int status = e.statusCode();
    String known = code == null || code.isEmpty() ? "" + status : status + " " + code;
    String words =
        switch (status) {
          case 301, 307 -> "the bucket is in another region (%s); set AWS_REGION";
          case 401, 403 ->
              "RequestTimeTooSkewed".equals(code)
                  ? "it refuses (%s); the clock of this machine is wrong"
                  : "it refuses (%s); may the credentials of this machine list and read it?";
          case 404 ->
              "NoSuchBucket".equals(code)
                  ? "there is no such bucket (%s)"
                  : "it has no such file (%s)";
          case 412 -> CHANGED;
          default -> "it answers %s";
        };
    boolean passing =
        status == 408
            || status == 416
            || status == 429
            || status >= 500
            || e.isThrottlingException();
    return new LockerException(sentence(path, words.formatted(known)), passing);
  }

  private LockerException unanswered(String path, SdkException e) {
    String message = String.valueOf(e.getMessage());
    if (message.contains(NO_CREDENTIALS)) {
      return new LockerException(
          sentence(
              path,
              "there are no credentials for it; give this machine a role, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"),
          false);
    }
    return cut(path, e);
  }

  /** The connection ended in the middle. */
  LockerException cut(String path, Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    if (root instanceof SocketTimeoutException) {
      return new LockerException(
          sentence(path, "it does not come: nothing for " + Durations.format(stall)), true);
    }
    String why = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    return new LockerException(sentence(path, "the connection was cut or refused: " + why), true);
  }

  String sentence(String path, String words) {
    return "'%s' of %s: %s".formatted(path, address, words);
  }
}
