package io.jetpack.cli.config.facts;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import oshi.SystemInfo;
import oshi.software.os.OperatingSystem;

/** What {@code uname} and {@code lsmod} print. */
final class KernelFacts implements FactGroup {

  @Override
  public Set<String> names() {
    return Set.of("kernel");
  }

  /** The kernel's release. */
  static String release() {
    return SystemFiles.line("/proc/sys/kernel/osrelease")
        .orElseGet(() -> System.getProperty("os.version", ""));
  }

  /** The machine's architecture as kernels call it. */
  static String machine() {
    String name = System.getProperty("os.arch", "");
    return name.equals("amd64") ? "x86_64" : name;
  }

  @Override
  public Map<String, Object> gather() {
    Map<String, Object> kernel = new LinkedHashMap<>();
    if (SystemFiles.isLinux()) {
      kernel.put("name", "Linux");
      kernel.put("release", release());
      kernel.put("version", SystemFiles.line("/proc/sys/kernel/version").orElse(""));
      kernel.put("machine", machine());
      kernel.put("processor", SystemFiles.exists("/etc/debian_version") ? "unknown" : machine());
      kernel.put("os", "GNU/Linux");
      kernel.put("modules", modules());
    } else {
      OperatingSystem system = new SystemInfo().getOperatingSystem();
      kernel.put("name", system.getManufacturer() + " " + system.getFamily());
      kernel.put("release", system.getVersionInfo().getBuildNumber());
      kernel.put("version", system.getVersionInfo().toString());
      kernel.put("machine", machine());
      kernel.put("os", system.getFamily());
    }
    return Map.of("kernel", kernel);
  }

  private static Map<String, Object> modules() {
    Map<String, Object> modules = new LinkedHashMap<>();
    for (String line : SystemFiles.lines("/proc/modules")) {
      String[] words = line.split(" ", -1);
      if (words.length > 2) {
        Map<String, Object> module = new LinkedHashMap<>();
        module.put("size", words[1]);
        module.put("refcount", words[2]);
        SystemFiles.line("/sys/module/" + words[0] + "/version")
            .ifPresent(version -> module.put("version", version));
        modules.put(words[0], module);
      }
    }
    return modules;
  }
}
