package io.jetpack.cli.converge.locker;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;

/**
 * Web servers as lockers, also Azure Blob containers with a shared access signature after the
 * question mark.
 */
public final class HttpProvider implements LockerProvider {

  @Override
  public String form() {
    return "https://...";
  }

  @Override
  public boolean takes(String address) {
    return address.startsWith("https://") || address.startsWith("http://");
  }

  @Override
  public Locker open(String address, Duration stall) throws IOException {
    try {
      URI uri = URI.create(address);
      if (uri.getHost() == null) {
        throw new IllegalArgumentException("no host");
      }
      return new HttpLocker(uri, stall);
    } catch (IllegalArgumentException e) {
      throw new LockerException(
          "'%s' is no address of a web server; write https://host/folder"
              .formatted(SafeAddress.of(address)),
          false);
    }
  }
}
