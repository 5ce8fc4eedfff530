package io.jetpack.cli.config.facts;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import oshi.SystemInfo;

/** What the network calls this machine, which a name server may have to be asked for. */
final class DomainFacts implements FactGroup {

  @Override
  public Set<String> names() {
    return Set.of("fqdn", "domain");
  }

  @Override
  public Map<String, Object> gather() {
    Map<String, Object> facts = new LinkedHashMap<>();
    String machine = HostFacts.machineName();
    String told = new SystemInfo().getOperatingSystem().getNetworkParams().getDomainName();
    boolean isName = told.contains(".") && !told.matches("[\\d.]+|.*:.*|localhost.*");
    String full = isName ? told : machine;
    int dot = full.indexOf('.');
    facts.put("fqdn", full);
    facts.put("domain", dot > 0 ? full.substring(dot + 1) : null);
    return facts;
  }
}
