package io.jetpack.locker.azure;

import com.azure.storage.blob.BlobContainerClient;
import io.jetpack.cli.converge.locker.Locker;
import io.jetpack.cli.converge.locker.LockerException;
import io.jetpack.cli.converge.locker.LockerProvider;
import java.io.IOException;
import java.time.Duration;

/** Containers of Azure Blob Storage as lockers, by a short address or by their URL. */
public final class AzureProvider implements LockerProvider {

  @Override
  public String form() {
    return "az://account/container/folder";
  }

  @Override
  public boolean takes(String address) {
    return AzureAddress.isMeant(address);
  }

  @Override
  public Locker open(String address, Duration stall) throws IOException {
    AzureAddress parsed = AzureAddress.of(address);
    try {
      BlobContainerClient client = Containers.open(parsed, stall, System.getenv());
      return new AzureLocker(parsed, client, new Failures(parsed, stall));
    } catch (IllegalArgumentException e) {
      throw new LockerException(
          "'%s' can not be opened: the connection string or the signature is damaged"
              .formatted(parsed),
          false);
    }
  }
}
