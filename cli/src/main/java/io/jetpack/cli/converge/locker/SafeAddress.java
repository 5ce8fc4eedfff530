package io.jetpack.cli.converge.locker;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Addresses for people: a user, a password and a signature are nobody's business, in whatever form
 * somebody has written them, which need not be a URI's.
 */
final class SafeAddress {

  private static final Pattern SCHEME =
      Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*://)(.*)", Pattern.DOTALL);

  private SafeAddress() {}

  /** The scheme, the host and the path; only the scheme where nobody can tell what is a secret. */
  static String of(String address) {
    Matcher matcher = SCHEME.matcher(address);
    if (!matcher.matches()) {
      return address.replaceAll("(?s)[?#;].*", "").replaceAll("/+$", "");
    }
    String rest = matcher.group(2);
    String shown = rest.replaceAll("(?s)[?#;].*", "");
    if (rest.substring(shown.length()).contains("@")) {
      // of a password, perhaps, that holds such a sign
      return matcher.group(1) + "...";
    }
    return matcher.group(1) + shown.substring(shown.lastIndexOf('@') + 1).replaceAll("/+$", "");
  }
}
