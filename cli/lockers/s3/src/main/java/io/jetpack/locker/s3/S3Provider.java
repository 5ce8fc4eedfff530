package io.jetpack.locker.s3;

import io.jetpack.cli.converge.locker.Locker;
import io.jetpack.cli.converge.locker.LockerProvider;
import java.io.IOException;
import java.time.Duration;

/** Buckets of S3, and of what speaks its protocol, as lockers. */
public final class S3Provider implements LockerProvider {

  @Override
  public String form() {
    return "s3://bucket/folder";
  }

  @Override
  public boolean takes(String address) {
    return address.startsWith(S3Address.START);
  }

  @Override
  public Locker open(String address, Duration stall) throws IOException {
    S3Address parsed = S3Address.of(address);
    return new S3Locker(parsed, Clients.open(stall, System.getenv()), new Failures(parsed, stall));
  }
}
