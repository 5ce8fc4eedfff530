package io.jetpack.cli.config.facts;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which kind of virtual machine or container this is, or runs; what is found last names it. */
final class VirtualizationFacts implements FactGroup {

  private static final Pattern CONTAINER = Pattern.compile("/(lxc|docker|kubepods)[-/.]");

  @Override
  public Set<String> names() {
    return Set.of("virtualization");
  }

  @Override
  public Map<String, Object> gather() {
    Map<String, Object> systems = new LinkedHashMap<>();
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("systems", systems);
    Findings found =
        (system, role) -> {
          systems.put(system, role);
          facts.put("system", system);
          facts.put("role", role);
        };
    if (hasProgram("docker")) {
      found.add("docker", "host");
    }
    if (SystemFiles.exists("/proc/xen")) {
      boolean host =
          String.join("", SystemFiles.lines("/proc/xen/capabilities")).contains("control_d");
      found.add("xen", host ? "host" : "guest");
    }
    List<String> processor = SystemFiles.lines("/proc/cpuinfo");
    boolean hypervisor = processor.stream().anyMatch(line -> line.contains(" hypervisor"));
    if (SystemFiles.exists("/sys/devices/virtual/misc/kvm")) {
      found.add("kvm", hypervisor ? "guest" : "host");
    }
    if (processor.stream()
        .anyMatch(line -> line.contains("QEMU Virtual") || line.contains("Common KVM"))) {
      found.add("kvm", "guest");
    }
    String dmi = ofDmi();
    if (!dmi.isEmpty()) {
      found.add(dmi, "guest");
    }
    if (SystemFiles.exists("/var/lib/hyperv/.kvp_pool_3")) {
      found.add("hyperv", "guest");
    }
    for (String line : SystemFiles.lines("/proc/self/cgroup")) {
      Matcher container = CONTAINER.matcher(line + "/");
      if (container.find()) {
        found.add(container.group(1).equals("lxc") ? "lxc" : "docker", "guest");
      }
    }
    if (SystemFiles.exists("/.dockerenv")) {
      found.add("docker", "guest");
    }
    return Map.of("virtualization", facts);
  }

  /** Takes what was found. */
  private interface Findings {
    void add(String system, String role);
  }

  private static String ofDmi() {
    String maker = SystemFiles.line("/sys/class/dmi/id/sys_vendor").orElse("");
    String product = SystemFiles.line("/sys/class/dmi/id/product_name").orElse("");
    if (maker.contains("OpenStack") || product.contains("OpenStack")) {
      return "openstack";
    }
    if (maker.contains("Xen")) {
      return "xen";
    }
    if (maker.startsWith("VMware")) {
      return "vmware";
    }
    if (maker.startsWith("Microsoft") && product.contains("Virtual")) {
      return "hyperv";
    }
    if (maker.contains("Amazon EC2")) {
      return "amazonec2";
    }
    if (maker.startsWith("Google")) {
      return "gce";
    }
    if (product.contains("VirtualBox")) {
      return "vbox";
    }
    return maker.contains("QEMU") || product.contains("KVM") ? "kvm" : "";
  }

  private static boolean hasProgram(String name) {
    for (String folder : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
      if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, name))) {
        return true;
      }
    }
    return false;
  }
}
