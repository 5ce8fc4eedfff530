package io.jetpack.cli.converge.locker;

/**
 * Addresses for people: a signature after the question mark, or a password, is nobody's business.
 */
final class SafeAddress {

  private SafeAddress() {}

  static String of(String address) {
    return address.replaceAll("[?#].*", "").replaceAll("://[^/@]*@", "://").replaceAll("/+$", "");
  }
}
