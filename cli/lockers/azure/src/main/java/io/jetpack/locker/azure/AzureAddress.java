package io.jetpack.locker.azure;

import io.jetpack.cli.converge.locker.LockerException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A folder of a container.
 *
 * @param host of the account's blobs
 * @param container its name
 * @param folder without slashes around it; empty for all of the container
 * @param signature the shared access signature; a secret
 */
record AzureAddress(String host, String container, String folder, Optional<String> signature) {

  private static final String USUAL_HOST = ".blob.core.windows.net";

  private static final Pattern SHORT =
      Pattern.compile("az://([a-z0-9]{3,24})/+([a-z0-9$][a-z0-9-]*)(?:/+([^?#]*?))?/*(?:\\?(.*))?");

  /** The clouds of Microsoft, and accounts with zones. */
  private static final Pattern LONG =
      Pattern.compile(
          "https://([a-z0-9]{3,24}\\.(?:blob\\.core\\.(?:windows\\.net|usgovcloudapi\\.net|chinacloudapi\\.cn)|z\\d+\\.blob\\.storage\\.azure\\.net))"
              + "/+([a-z0-9$][a-z0-9-]*)(?:/+([^?#]*?))?/*(?:\\?(.*))?");

  /** Whether an address is meant to be of this kind, right or wrong. */
  static boolean isMeant(String address) {
    return address.startsWith("az://") || LONG.matcher(address).matches();
  }

  /**
   * Reads an address.
   *
   * @throws LockerException when it is none
   */
  static AzureAddress of(String address) throws LockerException {
    Matcher shortly = SHORT.matcher(address);
    if (shortly.matches()) {
      return of(shortly, shortly.group(1) + USUAL_HOST);
    }
    Matcher fully = LONG.matcher(address);
    if (fully.matches()) {
      return of(fully, fully.group(1));
    }
    throw new LockerException(
        "'%s' is no address of a container; write az://account/container/folder"
            .formatted(address.replaceAll("[?#].*", "")),
        false);
  }

  private static AzureAddress of(Matcher found, String host) {
    String folder = found.group(3) == null ? "" : found.group(3);
    return new AzureAddress(host, found.group(2), folder, Optional.ofNullable(found.group(4)));
  }

  String account() {
    return host.substring(0, host.indexOf('.'));
  }

  /** The name of the blob at a path of the locker. */
  String blob(String path) {
    return folder.isEmpty() ? path : folder + "/" + path;
  }

  /** The path in the locker of a blob. */
  String path(String blob) {
    return folder.isEmpty() ? blob : blob.substring(folder.length() + 1);
  }

  /** For people, without the signature. */
  @Override
  public String toString() {
    return "https://%s/%s%s".formatted(host, container, folder.isEmpty() ? "" : "/" + folder);
  }
}
