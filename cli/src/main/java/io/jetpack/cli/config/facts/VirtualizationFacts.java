package io.jetpack.cli.config.facts;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which kinds of virtual machine or container this is, or runs, by the signs that Ohai looks for
 * and in its order: what is found last names the machine.
 */
final class VirtualizationFacts implements FactGroup {

  /** Ohai knows the first two; in a pod of Kubernetes a container is one all the same. */
  private static final Pattern CONTAINER = Pattern.compile("/(lxc|docker|kubepods)[-/.]");

  private static final Pattern VSERVER = Pattern.compile("(?:s_context|VxID):\\s*(\\d+)");
  private static final Pattern HYPERV_HOST =
      Pattern.compile("HostName(.*?)HostingSystemEditionId", Pattern.DOTALL);

  private final String root;
  private final String path;
  private Map<String, Object> systems = new LinkedHashMap<>();
  private Map<String, Object> facts = new LinkedHashMap<>();

  VirtualizationFacts() {
    this("", System.getenv().getOrDefault("PATH", ""));
  }

  /**
   * @param root stands before each absolute name of a file
   * @param path where programs are looked for
   */
  VirtualizationFacts(String root, String path) {
    this.root = root;
    this.path = path;
  }

  @Override
  public Set<String> names() {
    return Set.of("virtualization");
  }

  @Override
  public Map<String, Object> gather() {
    systems = new LinkedHashMap<>();
    facts = new LinkedHashMap<>();
    facts.put("systems", systems);
    hosts();
    machines();
    containers();
    return Map.of("virtualization", facts);
  }

  private void add(String system, boolean host) {
    String role = host ? "host" : "guest";
    systems.put(system, role);
    facts.put("system", system);
    facts.put("role", role);
  }

  private void addIf(boolean found, String system, boolean host) {
    if (found) {
      add(system, host);
    }
  }

  private void hosts() {
    addIf(hasProgram("docker"), "docker", true);
    if (exists("/proc/xen")) {
      add("xen", contains("/proc/xen/capabilities", "control_d"));
    }
    List<String> modules = lines("/proc/modules");
    if (modules.stream().anyMatch(line -> line.startsWith("vboxdrv"))) {
      add("vbox", true);
    } else {
      addIf(modules.stream().anyMatch(line -> line.startsWith("vboxguest")), "vbox", false);
    }
    addIf(hasProgram("nova"), "openstack", true);
  }

  private void machines() {
    List<String> processor = lines("/proc/cpuinfo");
    addIf(
        processor.stream()
            .anyMatch(line -> line.contains("QEMU Virtual CPU") || line.contains("Common KVM")),
        "kvm",
        false);
    if (exists("/sys/devices/virtual/misc/kvm")) {
      // only a guest's processor tells of a hypervisor
      add("kvm", processor.stream().noneMatch(line -> line.contains("hypervisor")));
    }
    String dmi = ofDmi();
    addIf(!dmi.isEmpty(), dmi, false);
    if (exists("/proc/bc/0")) {
      add("openvz", true);
    } else {
      addIf(exists("/proc/vz"), "openvz", false);
    }
    if (exists("/var/lib/hyperv/.kvp_pool_3")) {
      add("hyperv", false);
      Matcher host = HYPERV_HOST.matcher(String.join("\n", lines("/var/lib/hyperv/.kvp_pool_3")));
      if (host.find()) {
        facts.put(
            "hypervisor_host",
            host.group(1).replaceAll("[^\\x20-\\x7e]", "").toLowerCase(Locale.ROOT));
      }
    }
    for (String line : lines("/proc/self/status")) {
      Matcher context = VSERVER.matcher(line);
      if (context.matches()) {
        add("linux-vserver", context.group(1).equals("0"));
      }
    }
  }

  private void containers() {
    boolean found = false;
    for (String line : lines("/proc/self/cgroup")) {
      Matcher container = CONTAINER.matcher(line + "/");
      if (container.find()) {
        found = true;
        add(container.group(1).equals("lxc") ? "lxc" : "docker", false);
      }
    }
    if (!found && contains("/proc/1/environ", "container=lxc")) {
      add("lxc", false);
    } else if (!found && contains("/proc/1/environ", "container=systemd-nspawn")) {
      add("nspawn", false);
    } else if (!found && (hasProgram("lxc-version") || hasProgram("lxc-start"))) {
      // the programs alone are a weak sign
      if (systems.isEmpty()) {
        add("lxc", true);
      }
      systems.put("lxc", "host");
    }
    addIf(exists("/.dockerenv") || exists("/.dockerinit"), "docker", false);
    if (exists("/dev/lxd/sock")) {
      add("lxd", false);
    } else {
      addIf(
          exists("/var/lib/lxd/devlxd") || exists("/var/snap/lxd/common/lxd/devlxd"), "lxd", true);
    }
  }

  private String ofDmi() {
    String maker = SystemFiles.line(root + "/sys/class/dmi/id/sys_vendor").orElse("");
    String product = SystemFiles.line(root + "/sys/class/dmi/id/product_name").orElse("");
    for (String[] known :
        new String[][] {
          {"OpenStack", "openstack"},
          {"Xen", "xen"},
          {"VMware", "vmware"},
          {"Amazon EC2", "amazonec2"},
          {"QEMU", "kvm"},
          {"Veertu", "veertu"},
          {"Parallels", "parallels"},
          {"Google", "gce"}
        }) {
      if (maker.contains(known[0])) {
        return known[1];
      }
    }
    if (maker.contains("Microsoft")) {
      return product.contains("Virtual Machine") ? "hyperv" : "";
    }
    for (String[] known :
        new String[][] {
          {"VirtualBox", "vbox"},
          {"OpenStack", "openstack"},
          {"KVM", "kvm"},
          {"RHEV", "kvm"},
          {"BHYVE", "bhyve"}
        }) {
      if (product.contains(known[0])) {
        return known[1];
      }
    }
    return "";
  }

  private boolean exists(String file) {
    return SystemFiles.exists(root + file);
  }

  private List<String> lines(String file) {
    return SystemFiles.lines(root + file);
  }

  private boolean contains(String file, String text) {
    return String.join("\n", lines(file)).contains(text);
  }

  private boolean hasProgram(String name) {
    for (String folder : path.split(":", -1)) {
      if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, name))) {
        return true;
      }
    }
    return false;
  }
}
