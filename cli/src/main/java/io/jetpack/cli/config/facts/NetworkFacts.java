package io.jetpack.cli.config.facts;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import oshi.SystemInfo;
import oshi.hardware.NetworkIF;
import oshi.software.os.NetworkParams;

/**
 * Interfaces with their addresses, the ways out, and the addresses by which others know the node.
 */
final class NetworkFacts implements FactGroup {

  @Override
  public Set<String> names() {
    return Set.of("network", "ipaddress", "ip6address", "macaddress");
  }

  @Override
  public Map<String, Object> gather() {
    SystemInfo machine = new SystemInfo();
    Routes routes = Routes.read();
    Map<String, Object> interfaces = new LinkedHashMap<>();
    Map<String, Map<String, Map<String, Object>>> addresses = new LinkedHashMap<>();
    for (NetworkIF found : machine.getHardware().getNetworkIFs(true)) {
      LinkFacts link = new LinkFacts(found);
      addresses.put(found.getName(), link.addresses());
      interfaces.put(found.getName(), link.gather(routes));
    }
    Map<String, Object> network = new LinkedHashMap<>();
    network.put("interfaces", interfaces);
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("network", network);
    Optional<Routes.Route> way = routes.defaultRoute("inet");
    Optional<Routes.Route> way6 = routes.defaultRoute("inet6");
    way.ifPresent(route -> {
      network.put("default_interface", route.device());
      network.put("default_gateway", route.via());
    });
    way6.ifPresent(route -> {
      network.put("default_inet6_interface", route.device());
      network.put("default_inet6_gateway", route.via());
    });
    NetworkParams told = machine.getOperatingSystem().getNetworkParams();
    if (way.isEmpty() && !told.getIpv4DefaultGateway().isEmpty()) {
      network.put("default_gateway", told.getIpv4DefaultGateway());
    }
    putAddress(facts, "ipaddress", "inet", way, addresses);
    putAddress(facts, "ip6address", "inet6", way6, addresses);
    way.or(() -> way6)
        .map(Routes.Route::device)
        .or(() -> first(addresses, "inet"))
        .flatMap(device -> address(addresses.getOrDefault(device, Map.of()), "lladdr"))
        .ifPresent(address -> facts.put("macaddress", address));
    return facts;
  }

  /** The address of the interface by which the default route leaves, else of the first one. */
  private static void putAddress(
      Map<String, Object> facts,
      String name,
      String family,
      Optional<Routes.Route> way,
      Map<String, Map<String, Map<String, Object>>> addresses) {
    way.map(Routes.Route::device)
        .filter(device -> address(addresses.getOrDefault(device, Map.of()), family).isPresent())
        .or(() -> first(addresses, family))
        .flatMap(device -> address(addresses.getOrDefault(device, Map.of()), family))
        .ifPresent(address -> facts.put(name, address));
  }

  private static Optional<String> first(
      Map<String, Map<String, Map<String, Object>>> addresses, String family) {
    return addresses.entrySet().stream()
        .filter(entry -> address(entry.getValue(), family).isPresent())
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** The first address of a family that reaches farther than the own link. */
  private static Optional<String> address(
      Map<String, Map<String, Object>> addresses, String family) {
    return addresses.entrySet().stream()
        .filter(entry -> family.equals(entry.getValue().get("family")))
        .filter(
            entry -> !List.of("Link", "Node").contains(entry.getValue().getOrDefault("scope", "")))
        .map(Map.Entry::getKey)
        .findFirst();
  }
}
