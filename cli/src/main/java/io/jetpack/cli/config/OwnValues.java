package io.jetpack.cli.config;

import io.jetpack.cli.CommandContext;
import io.jetpack.cli.Version;
import io.jetpack.cli.node.tree.Key;
import io.jetpack.cli.node.tree.Source;
import io.jetpack.cli.node.tree.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the agent knows of itself: where it lives, its version, and, where the node's file does not
 * say it, by which id and address the instance is known.
 */
final class OwnValues implements Source {

  /** Where providers tell the id of an instance; off-cloud the machine's own id stands in. */
  private static final List<String> IDS =
      List.of("azure.metadata.compute.vmId", "ec2.instance_id", "gce.instance.id", "machine_id");

  /** All that this can know. */
  static final Set<String> KEYS = Set.of("jetpack", "cyclecloud.home", "cyclecloud.instance");

  /** Gathered only for who asks for it, or for everything: machine and provider may be slow. */
  private static final String INSTANCE = "instance";

  private final CommandContext context;
  private final List<Source> others;

  /**
   * @param others know the machine and its provider
   */
  OwnValues(CommandContext context, List<Source> others) {
    this.context = context;
    this.others = List.copyOf(others);
  }

  @Override
  public Set<String> sections() {
    return Set.of("cyclecloud", "jetpack");
  }

  @Override
  public Value.Tree gather(Optional<Key> key) {
    Map<String, Object> tree = new LinkedHashMap<>();
    String home = context.home().directory().toString();
    if (wants(key, "jetpack", "")) {
      tree.put("jetpack", Map.of("home", home, "version", Version.text()));
    }
    Map<String, Object> cyclecloud = new LinkedHashMap<>();
    if (wants(key, "cyclecloud", "home")) {
      cyclecloud.put("home", home);
    }
    if (wants(key, "cyclecloud", INSTANCE)) {
      Map<String, Object> instance = instance(key);
      if (!instance.isEmpty()) {
        cyclecloud.put("instance", instance);
      }
    }
    if (!cyclecloud.isEmpty()) {
      tree.put("cyclecloud", cyclecloud);
    }
    return Value.tree(tree);
  }

  /** Whether a key leads to, or over, a name; any name of a section for an empty one. */
  private static boolean wants(Optional<Key> key, String section, String name) {
    if (key.isEmpty()) {
      return true;
    }
    List<String> names = key.get().names();
    return names.getFirst().equals(section)
        && (name.isEmpty()
            || names.size() == 1 && !name.equals(INSTANCE)
            || names.size() > 1 && names.get(1).equals(name));
  }

  private Map<String, Object> instance(Optional<Key> key) {
    Map<String, Object> instance = new LinkedHashMap<>();
    put(instance, key, "id", IDS);
    put(instance, key, "ipv4", List.of("cloud.local_ipv4", "ipaddress"));
    put(instance, key, "hostname", List.of("hostname"));
    return instance;
  }

  private void put(
      Map<String, Object> instance, Optional<Key> key, String name, List<String> places) {
    boolean wanted =
        key.isEmpty() || key.get().names().size() < 3 || key.get().names().get(2).equals(name);
    if (!wanted) {
      return;
    }
    for (String place : places) {
      Optional<Value> value = look(Key.of(place));
      if (value.isPresent()) {
        instance.put(name, value.get());
        return;
      }
    }
  }

  private Optional<Value> look(Key key) {
    return others.stream()
        .filter(source -> source.sections().contains(key.first()))
        .map(source -> key.in(source.gather(Optional.of(key))))
        .flatMap(Optional::stream)
        .findFirst();
  }
}
