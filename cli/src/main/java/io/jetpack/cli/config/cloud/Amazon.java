package io.jetpack.cli.config.cloud;

import io.jetpack.cli.node.tree.JsonTree;
import io.jetpack.cli.node.tree.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The instance metadata service of AWS, with the session tokens of its second version. Credentials
 * are never asked for.
 */
final class Amazon implements Provider {

  private static final String ROOT = "/latest/meta-data/";
  private static final String MACS = "network/interfaces/macs/";
  private static final Set<String> LISTS = Set.of("security-groups", "local-ipv4s");
  private static final Set<String> CREDENTIALS = Set.of("identity-credentials/", "iam/");

  @Override
  public String name() {
    return "ec2";
  }

  @Override
  public boolean owns(Firmware firmware) {
    return firmware.read("sys_vendor").equals("Amazon EC2")
        || firmware.read("bios_vendor").equals("Amazon EC2")
        || firmware.read("bios_version").contains("amazon");
  }

  @Override
  public Value.Tree ask(MetadataClient client) throws NoMetadataException, InterruptedException {
    Session session = new Session(client, token(client));
    Map<String, Object> ec2 = new LinkedHashMap<>();
    session.read("", ec2);
    if (!String.valueOf(ec2.get("instance_id")).startsWith("i-")) {
      throw new NoMetadataException("what it answers is no instance metadata");
    }
    session.role(ec2);
    session.document(ec2);
    String data = session.text("/latest/user-data");
    ec2.put("userdata", data.isEmpty() ? null : data);
    return Value.tree(ec2);
  }

  private static String token(MetadataClient client)
      throws NoMetadataException, InterruptedException {
    MetadataClient.Answer answer =
        client.put("/latest/api/token", Map.of("X-aws-ec2-metadata-token-ttl-seconds", "60"));
    if (answer.status() != 200 || !answer.body().matches("[\\w=+/-]{1,1000}")) {
      throw new NoMetadataException("it gives no session token (%d)".formatted(answer.status()));
    }
    return answer.body();
  }

  /** Reads with a token. */
  private record Session(MetadataClient client, String token) {

    String text(String path) throws NoMetadataException, InterruptedException {
      MetadataClient.Answer answer = client.get(path, Map.of("X-aws-ec2-metadata-token", token));
      if (answer.status() == 401 || answer.status() == 403) {
        throw new NoMetadataException("it answers %d".formatted(answer.status()));
      }
      return answer.status() == 200 ? answer.body() : "";
    }

    private List<String> names(String folder) throws NoMetadataException, InterruptedException {
      return text(ROOT + folder)
          .lines()
          // keys are listed as NUMBER=NAME
          .map(line -> line.replaceFirst("=.*", "/"))
          .filter(line -> line.matches("[\\w.:-]+/?"))
          .toList();
    }

    /** Reads a folder into one level of names, as Ohai has it, but for the interfaces. */
    void read(String folder, Map<String, Object> into)
        throws NoMetadataException, InterruptedException {
      for (String name : names(folder)) {
        String path = folder + name;
        if (CREDENTIALS.contains(path)) {
          continue;
        }
        if (path.equals(MACS)) {
          into.put(key(path), tree(path));
        } else if (name.endsWith("/")) {
          read(path, into);
        } else {
          String text = text(ROOT + path);
          into.put(key(path), LISTS.contains(name) ? text.lines().toList() : text);
        }
      }
    }

    private Map<String, Object> tree(String folder)
        throws NoMetadataException, InterruptedException {
      Map<String, Object> tree = new LinkedHashMap<>();
      for (String name : names(folder)) {
        if (name.endsWith("/")) {
          tree.put(name.substring(0, name.length() - 1), tree(folder + name));
        } else {
          tree.put(key(name), text(ROOT + folder + name));
        }
      }
      return tree;
    }

    private static String key(String path) {
      return path.replaceFirst("/$", "").replaceAll("[-/]", "_");
    }

    void role(Map<String, Object> ec2) throws NoMetadataException, InterruptedException {
      if (!names("").contains("iam/")) {
        return;
      }
      Map<String, Object> iam = new LinkedHashMap<>();
      JsonTree.parse(text(ROOT + "iam/info")).ifPresent(info -> iam.put("info", info));
      List<String> roles = text(ROOT + "iam/security-credentials/").lines().toList();
      if (roles.size() == 1) {
        iam.put("role_name", roles.getFirst());
      }
      ec2.put("iam", iam);
    }

    void document(Map<String, Object> ec2) throws NoMetadataException, InterruptedException {
      Value document =
          JsonTree.parse(text("/latest/dynamic/instance-identity/document"))
              .orElse(Value.Tree.EMPTY);
      ec2.put("account_id", NeutralFacts.text(document, "accountId"));
      ec2.put("availability_zone", NeutralFacts.text(document, "availabilityZone"));
      ec2.put("region", NeutralFacts.text(document, "region"));
    }
  }

  @Override
  public NeutralFacts neutral(Value.Tree answer) {
    Map<String, List<String>> addresses = new LinkedHashMap<>();
    for (String kind : NeutralFacts.ADDRESSES) {
      String address = NeutralFacts.text(answer, kind);
      addresses.put(kind, address.isEmpty() ? List.of() : List.of(address));
    }
    return new NeutralFacts(
        NeutralFacts.text(answer, "local_hostname"),
        NeutralFacts.text(answer, "public_hostname"),
        addresses);
  }
}
