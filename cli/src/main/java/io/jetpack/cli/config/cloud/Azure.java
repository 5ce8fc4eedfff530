package io.jetpack.cli.config.cloud;

import io.jetpack.cli.node.tree.JsonTree;
import io.jetpack.cli.node.tree.Key;
import io.jetpack.cli.node.tree.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The instance metadata service of Azure. */
final class Azure implements Provider {

  /** What every chassis of Azure has for an asset tag, by its documents. */
  private static final String CHASSIS = "7783-7084-3265-9085-8269-3286-77";

  private static final String VERSION = "2021-02-01";
  private static final Map<String, String> HEADERS = Map.of("Metadata", "true");

  @Override
  public String name() {
    return "azure";
  }

  @Override
  public boolean owns(Firmware firmware) {
    return firmware.read("chassis_asset_tag").equals(CHASSIS);
  }

  @Override
  public Value.Tree ask(MetadataClient client) throws NoMetadataException, InterruptedException {
    MetadataClient.Answer answer = ask(client, VERSION);
    if (answer.status() == 400) {
      answer = ask(client, newestVersion(answer.body()));
    }
    if (answer.status() != 200) {
      throw new NoMetadataException("it answers %d".formatted(answer.status()));
    }
    Optional<Value> told = JsonTree.parse(answer.body());
    if (told.isEmpty()
        || !(Key.of("compute").in(told.get()).orElse(null) instanceof Value.Tree compute)) {
      throw new NoMetadataException("what it answers is no instance metadata");
    }
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("compute", compute);
    metadata.put("network", network(told.get()));
    return Value.tree(Map.of("metadata", metadata));
  }

  private static MetadataClient.Answer ask(MetadataClient client, String version)
      throws NoMetadataException, InterruptedException {
    return client.get("/metadata/instance?api-version=" + version, HEADERS);
  }

  /** A service that does not know a version tells which ones it knows. */
  private static String newestVersion(String body) {
    return JsonTree.parse(body)
        .map(told -> NeutralFacts.text(told, "newest-versions.0"))
        .filter(version -> version.matches("[\\w-]+"))
        .orElse("2017-08-01");
  }

  private static Map<String, Object> network(Value told) {
    Map<String, Object> interfaces = new LinkedHashMap<>();
    Map<String, List<String>> all = new LinkedHashMap<>();
    for (Value link : NeutralFacts.list(told, "network.interface")) {
      Map<String, Object> facts = new LinkedHashMap<>();
      String mac = NeutralFacts.text(link, "macAddress");
      facts.put("mac", mac);
      for (String kind : NeutralFacts.ADDRESSES) {
        List<String> addresses = addresses(link, kind);
        facts.put(kind, addresses);
        all.computeIfAbsent(kind, any -> new ArrayList<>()).addAll(addresses);
      }
      interfaces.put(mac, facts);
    }
    Map<String, Object> network = new LinkedHashMap<>();
    network.put("interfaces", interfaces);
    NeutralFacts.ADDRESSES.forEach(kind -> network.put(kind, all.getOrDefault(kind, List.of())));
    return network;
  }

  private static List<String> addresses(Value link, String kind) {
    String family = kind.endsWith("4") ? "ipv4" : "ipv6";
    String field = kind.startsWith("public") ? "publicIpAddress" : "privateIpAddress";
    return NeutralFacts.list(link, family + ".ipAddress").stream()
        .map(address -> NeutralFacts.text(address, field))
        .filter(address -> !address.isEmpty())
        .toList();
  }

  @Override
  public NeutralFacts neutral(Value.Tree answer) {
    Map<String, List<String>> addresses = new LinkedHashMap<>();
    for (String kind : NeutralFacts.ADDRESSES) {
      List<String> texts = new ArrayList<>();
      for (Value value : NeutralFacts.list(answer, "metadata.network." + kind)) {
        if (value instanceof Value.Text(String text)) {
          texts.add(text);
        }
      }
      addresses.put(kind, texts);
    }
    return new NeutralFacts("", "", addresses);
  }
}
