package io.jetpack.cli.converge.locker;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** A body that is kept in memory, up to a limit; says from any thread how much has come. */
final class SmallBody implements BodySubscriber<byte[]> {

  private final int limitBytes;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
  private Flow.@Nullable Subscription subscription;
  private volatile long length;

  SmallBody(int limitBytes) {
    this.limitBytes = limitBytes;
  }

  long length() {
    return length;
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return whole;
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    subscription = given;
    given.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    for (ByteBuffer buffer : buffers) {
      byte[] part = new byte[buffer.remaining()];
      buffer.get(part);
      bytes.writeBytes(part);
    }
    length = bytes.size();
    if (length > limitBytes && subscription != null) {
      subscription.cancel();
      whole.completeExceptionally(
          new LockerException(
              "the answer is larger than %d MB, too large for a list"
                  .formatted(limitBytes / (1024 * 1024)),
              false));
    }
  }

  @Override
  public void onError(Throwable failure) {
    whole.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    whole.complete(bytes.toByteArray());
  }
}
