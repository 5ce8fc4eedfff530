package io.jetpack.cli.config.facts;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The kernel's main routing table; empty on other systems than Linux. */
record Routes(List<Route> routes) {

  /**
   * A route.
   *
   * @param via empty when it needs no gateway
   */
  record Route(String family, String device, String destination, String via, long metric) {

    Map<String, Object> facts() {
      Map<String, Object> facts = new LinkedHashMap<>();
      facts.put("destination", destination);
      facts.put("family", family);
      if (!via.isEmpty()) {
        facts.put("via", via);
      }
      if (metric != 0) {
        facts.put("metric", String.valueOf(metric));
      }
      return facts;
    }
  }

  private static final int UP = 1;
  private static final int REJECT = 0x200;
  private static final int LOCAL = 0x80000000;

  static Routes read() {
    List<Route> routes = new ArrayList<>();
    SystemFiles.lines("/proc/net/route").stream()
        .skip(1)
        .map(line -> line.split("\\s+"))
        .filter(words -> words.length >= 8 && (Integer.parseInt(words[3], 16) & UP) != 0)
        .forEach(words ->
            routes.add(
                new Route(
                    "inet",
                    words[0],
                    destination(words[1], words[7]),
                    words[2].equals("00000000") ? "" : ip4(words[2]),
                    Long.parseLong(words[6]))));
    SystemFiles.lines("/proc/net/ipv6_route").stream()
        .map(line -> line.strip().split("\\s+"))
        .filter(words -> words.length == 10 && isReal(words))
        .forEach(words -> routes.add(ip6Route(words)));
    return new Routes(routes);
  }

  private static boolean isReal(String[] words) {
    int flags = (int) Long.parseLong(words[8], 16);
    // multicast groups are in a table of their own
    return (flags & UP) != 0 && (flags & (REJECT | LOCAL)) == 0 && !words[0].startsWith("ff");
  }

  private static Route ip6Route(String[] words) {
    int length = Integer.parseInt(words[1], 16);
    return new Route(
        "inet6",
        words[9],
        length == 0 ? "default" : Ip6Text.ofDigits(words[0]) + (length == 128 ? "" : "/" + length),
        words[4].matches("0+") ? "" : Ip6Text.ofDigits(words[4]),
        Long.parseLong(words[5], 16));
  }

  private static String destination(String address, String mask) {
    int length = Integer.bitCount((int) Long.parseLong(mask, 16));
    return length == 0 ? "default" : ip4(address) + (length == 32 ? "" : "/" + length);
  }

  /** The bytes stand in the order of this machine's words, the last one first. */
  private static String ip4(String digits) {
    long bits = Long.parseLong(digits, 16);
    return "%d.%d.%d.%d".formatted(bits & 255, bits >> 8 & 255, bits >> 16 & 255, bits >> 24 & 255);
  }

  /** The one that is preferred. */
  Optional<Route> defaultRoute(String family) {
    return routes.stream()
        .filter(route -> route.family().equals(family))
        .filter(route -> route.destination().equals("default") && !route.via().isEmpty())
        .min(Comparator.comparingLong(Route::metric));
  }

  List<Map<String, Object>> of(String device) {
    return routes.stream()
        .filter(route -> route.device().equals(device))
        .map(Route::facts)
        .toList();
  }
}
