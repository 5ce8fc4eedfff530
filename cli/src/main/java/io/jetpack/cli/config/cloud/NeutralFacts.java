package io.jetpack.cli.config.cloud;

import io.jetpack.cli.node.tree.Key;
import io.jetpack.cli.node.tree.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What every provider tells, under one name.
 *
 * @param hostname inside of the cloud's network, may be empty
 * @param publicHostname may be empty
 */
record NeutralFacts(String hostname, String publicHostname, Map<String, List<String>> addresses) {

  static final List<String> ADDRESSES =
      List.of("public_ipv4", "local_ipv4", "public_ipv6", "local_ipv6");

  NeutralFacts {
    addresses = Map.copyOf(addresses);
  }

  Map<String, Object> tree(String provider) {
    Map<String, Object> cloud = new LinkedHashMap<>();
    cloud.put("provider", provider);
    if (!publicHostname.isEmpty()) {
      cloud.put("public_hostname", publicHostname);
    }
    if (!hostname.isEmpty()) {
      cloud.put("local_hostname", hostname);
    }
    for (String kind : ADDRESSES) {
      List<String> all = addresses.getOrDefault(kind, List.of());
      if (!all.isEmpty()) {
        cloud.put(kind + "_addrs", all);
        cloud.put(kind, all.getFirst());
      }
    }
    return cloud;
  }

  /** The text to which a key leads, or nothing. */
  static String text(Value from, String key) {
    Optional<Value> value = Key.of(key).in(from);
    return value.isPresent() && value.get() instanceof Value.Text(String text) ? text : "";
  }

  /** The values of the list to which a key leads, or none. */
  static List<Value> list(Value from, String key) {
    Optional<Value> value = Key.of(key).in(from);
    return value.isPresent() && value.get() instanceof Value.Items(var values) ? values : List.of();
  }
}
