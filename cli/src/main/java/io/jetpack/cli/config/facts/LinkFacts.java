package io.jetpack.cli.config.facts;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import oshi.hardware.NetworkIF;

/** One interface of the network. */
final class LinkFacts {

  private static final Pattern NAME = Pattern.compile("(\\w+?)(\\d+.*)");

  /** In the order in which {@code ip} prints them; see linux/if.h. */
  private static final Map<Integer, String> FLAGS = new LinkedHashMap<>();

  static {
    FLAGS.put(0x8, "LOOPBACK");
    FLAGS.put(0x2, "BROADCAST");
    FLAGS.put(0x10, "POINTTOPOINT");
    FLAGS.put(0x1000, "MULTICAST");
    FLAGS.put(0x80, "NOARP");
    FLAGS.put(0x200, "ALLMULTI");
    FLAGS.put(0x100, "PROMISC");
    FLAGS.put(0x400, "MASTER");
    FLAGS.put(0x800, "SLAVE");
    FLAGS.put(0x4, "DEBUG");
    FLAGS.put(0x8000, "DYNAMIC");
    FLAGS.put(0x1, "UP");
  }

  /** Types of links whose names Ohai changes or {@code ip} writes out; see linux/if_arp.h. */
  private static final Map<String, String> ENCAPSULATIONS =
      Map.of("1", "Ethernet", "772", "Loopback", "512", "PPP", "768", "IPIP", "32", "infiniband");

  private final NetworkIF link;
  private final String folder;

  LinkFacts(NetworkIF link) {
    this.link = link;
    this.folder = "/sys/class/net/" + link.getName() + "/";
  }

  Map<String, Object> gather(Routes routes) {
    Map<String, Object> facts = new LinkedHashMap<>();
    Matcher name = NAME.matcher(link.getName());
    if (name.matches()) {
      facts.put("type", name.group(1));
      facts.put("number", name.group(2));
    }
    facts.put("mtu", String.valueOf(link.getMTU()));
    flags().ifPresent(flags -> facts.put("flags", flags));
    SystemFiles.line(folder + "type")
        .map(type -> ENCAPSULATIONS.getOrDefault(type, type))
        .ifPresent(type -> facts.put("encapsulation", type));
    facts.put("addresses", addresses());
    facts.put(
        "state",
        SystemFiles.line(folder + "operstate")
            .orElseGet(() -> link.getIfOperStatus().name().toLowerCase(Locale.ROOT)));
    Map<String, Object> neighbours = neighbours();
    if (!neighbours.isEmpty()) {
      facts.put("arp", neighbours);
    }
    List<Map<String, Object>> own = routes.of(link.getName());
    if (!own.isEmpty()) {
      facts.put("routes", own);
    }
    return facts;
  }

  private Optional<List<String>> flags() {
    return SystemFiles.line(folder + "flags")
        .map(text -> {
          int bits = Integer.parseInt(text.replaceFirst("^0x", ""), 16);
          List<String> flags = new ArrayList<>();
          FLAGS.forEach((bit, name) -> {
            if ((bits & bit) != 0) {
              flags.add(name);
            }
          });
          // sysfs does not tell IFF_LOWER_UP
          if ((bits & 1) != 0 && SystemFiles.line(folder + "carrier").orElse("").equals("1")) {
            flags.add("LOWER_UP");
          }
          return flags;
        });
  }

  /** By address; the one of the link itself in upper case. */
  Map<String, Map<String, Object>> addresses() {
    Map<String, Map<String, Object>> addresses = new LinkedHashMap<>();
    String mac = link.getMacaddr().toUpperCase(Locale.ROOT);
    if (mac.contains(":") && !mac.equals("00:00:00:00:00:00")) {
      addresses.put(mac, Map.of("family", "lladdr"));
    }
    List<InterfaceAddress> known = link.queryNetworkInterface().getInterfaceAddresses();
    for (InterfaceAddress address : known) {
      addresses.put(text(address.getAddress()), address(address));
    }
    return addresses;
  }

  private static Map<String, Object> address(InterfaceAddress address) {
    boolean old = address.getAddress() instanceof Inet4Address;
    Map<String, Object> facts = new LinkedHashMap<>();
    int length = address.getNetworkPrefixLength();
    facts.put("family", old ? "inet" : "inet6");
    facts.put("prefixlen", String.valueOf(length));
    if (old) {
      facts.put("netmask", netmask(length));
      // some systems tell 0.0.0.0 for none
      if (address.getBroadcast() != null && !address.getBroadcast().isAnyLocalAddress()) {
        facts.put("broadcast", text(address.getBroadcast()));
      }
    }
    InetAddress own = address.getAddress();
    facts.put(
        "scope", own.isLoopbackAddress() ? "Node" : own.isLinkLocalAddress() ? "Link" : "Global");
    return facts;
  }

  private static String netmask(int length) {
    long mask = length == 0 ? 0 : 0xFFFFFFFFL << 32 - length;
    return "%d.%d.%d.%d".formatted(mask >> 24 & 255, mask >> 16 & 255, mask >> 8 & 255, mask & 255);
  }

  /** Without the interface, and with the longest row of zeros left out (RFC 5952). */
  static String text(InetAddress address) {
    return Ip6Text.shorten(address.getHostAddress().replaceFirst("%.*", ""));
  }

  private Map<String, Object> neighbours() {
    Map<String, Object> neighbours = new LinkedHashMap<>();
    for (String line : SystemFiles.lines("/proc/net/arp")) {
      String[] words = line.split(" +");
      if (words.length == 6 && words[5].equals(link.getName()) && !words[2].equals("0x0")) {
        neighbours.put(words[0], words[3]);
      }
    }
    return neighbours;
  }
}
