package io.jetpack.cli.config.facts;

import java.util.ArrayList;
import java.util.List;

/** Writes addresses of IP version 6 as RFC 5952 has them. */
final class Ip6Text {

  private Ip6Text() {}

  /** An address of eight groups in its short form; anything else as it is. */
  static String shorten(String address) {
    String[] groups = address.split(":", -1);
    if (groups.length != 8) {
      return address;
    }
    List<String> words = new ArrayList<>();
    for (String group : groups) {
      words.add(Integer.toHexString(Integer.parseInt(group, 16)));
    }
    int start = -1;
    int length = 1;
    for (int i = 0; i < 8; i++) {
      int end = i;
      while (end < 8 && words.get(end).equals("0")) {
        end++;
      }
      if (end - i > length) {
        start = i;
        length = end - i;
      }
    }
    return start < 0
        ? String.join(":", words)
        : String.join(":", words.subList(0, start))
            + "::"
            + String.join(":", words.subList(start + length, 8));
  }

  /** An address of 32 digits, as {@code /proc/net/ipv6_route} writes it. */
  static String ofDigits(String digits) {
    return shorten(digits.replaceAll("(....)(?!$)", "$1:"));
  }
}
