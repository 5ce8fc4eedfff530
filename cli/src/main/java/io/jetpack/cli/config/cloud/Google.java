package io.jetpack.cli.config.cloud;

import io.jetpack.cli.node.tree.JsonTree;
import io.jetpack.cli.node.tree.Key;
import io.jetpack.cli.node.tree.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The metadata server of Google's Compute Engine. */
final class Google implements Provider {

  private static final String FLAVOR = "Metadata-Flavor";

  @Override
  public String name() {
    return "gce";
  }

  @Override
  public boolean owns(Firmware firmware) {
    return firmware.read("product_name").equals("Google Compute Engine")
        || firmware.read("sys_vendor").equals("Google");
  }

  @Override
  public Value.Tree ask(MetadataClient client) throws NoMetadataException, InterruptedException {
    MetadataClient.Answer answer =
        client.get("/computeMetadata/v1/?recursive=true", Map.of(FLAVOR, "Google"));
    if (answer.status() != 200) {
      throw new NoMetadataException("it answers %d".formatted(answer.status()));
    }
    Optional<Value> told = JsonTree.parse(answer.body());
    // something else may answer at the address; the real one says who it is
    if (!"Google".equals(answer.headers().get(FLAVOR))
        || told.isEmpty()
        || !(told.get() instanceof Value.Tree tree)
        || Key.of("instance").in(tree).isEmpty()) {
      throw new NoMetadataException("what it answers is no instance metadata");
    }
    return tree;
  }

  @Override
  public NeutralFacts neutral(Value.Tree answer) {
    List<String> own = new ArrayList<>();
    List<String> external = new ArrayList<>();
    for (Value link : NeutralFacts.list(answer, "instance.networkInterfaces")) {
      own.add(NeutralFacts.text(link, "ip"));
      NeutralFacts.list(link, "accessConfigs")
          .forEach(access -> external.add(NeutralFacts.text(access, "externalIp")));
    }
    own.removeIf(String::isEmpty);
    external.removeIf(String::isEmpty);
    return new NeutralFacts(
        NeutralFacts.text(answer, "instance.hostname"),
        "",
        Map.of("public_ipv4", external, "local_ipv4", own));
  }
}
