package io.jetpack.cli.config.facts;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import oshi.SystemInfo;

/** What this machine is called. */
final class HostFacts implements FactGroup {

  @Override
  public Set<String> names() {
    return Set.of("hostname", "machinename", "machine_id");
  }

  /** The name that the machine gives itself, with its domain if that is part of it. */
  static String machineName() {
    return SystemFiles.line("/proc/sys/kernel/hostname")
        .orElseGet(() -> new SystemInfo().getOperatingSystem().getNetworkParams().getHostName());
  }

  @Override
  public Map<String, Object> gather() {
    Map<String, Object> facts = new LinkedHashMap<>();
    String name = machineName();
    int dot = name.indexOf('.');
    facts.put("machinename", name);
    facts.put("hostname", dot > 0 ? name.substring(0, dot) : name);
    SystemFiles.line("/etc/machine-id")
        .or(() -> SystemFiles.line("/var/lib/dbus/machine-id"))
        .ifPresent(id -> facts.put("machine_id", id));
    return facts;
  }
}
