package io.jetpack.cli.config.facts;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import oshi.SystemInfo;
import oshi.software.os.OperatingSystem;

/** Which distribution this is. */
final class PlatformFacts implements FactGroup {

  /** Where Ohai's name of a distribution is not the ID of os-release. */
  private static final Map<String, String> PLATFORMS =
      Map.of(
          "alinux", "alibabalinux",
          "amzn", "amazon",
          "archarm", "arch",
          "cumulus-linux", "cumulus",
          "ol", "oracle",
          "opensuse-leap", "opensuseleap",
          "rhel", "redhat",
          "sles_sap", "suse",
          "sles", "suse");

  private static final Map<String, List<String>> FAMILIES =
      Map.of(
          "debian", List.of("debian", "ubuntu", "linuxmint", "raspbian", "cumulus", "kali", "pop"),
          "rhel",
              List.of(
                  "oracle",
                  "centos",
                  "redhat",
                  "almalinux",
                  "rocky",
                  "scientific",
                  "cloudlinux",
                  "alibabalinux",
                  "clearos"),
          "amazon", List.of("amazon"),
          "suse", List.of("suse", "sled", "opensuse", "opensuseleap"),
          "fedora", List.of("fedora"),
          "gentoo", List.of("gentoo"),
          "arch", List.of("arch", "manjaro"),
          "alpine", List.of("alpine"));

  @Override
  public Set<String> names() {
    return Set.of(
        "platform", "platform_family", "platform_version", "os", "os_version", "os_release", "lsb");
  }

  @Override
  public Map<String, Object> gather() {
    Map<String, Object> facts = new LinkedHashMap<>();
    Map<String, Object> release = release();
    if (release.isEmpty()) {
      return elsewhere();
    }
    String id = String.valueOf(release.getOrDefault("id", "linux"));
    String platform = PLATFORMS.getOrDefault(id, id);
    facts.put("os", "linux");
    facts.put("os_version", KernelFacts.release());
    facts.put("os_release", release);
    facts.put("platform", platform);
    facts.put("platform_version", version(id, release));
    FAMILIES.forEach((family, members) -> {
      if (members.contains(platform)) {
        facts.put("platform_family", family);
      }
    });
    facts.put("lsb", lsb(release));
    return facts;
  }

  private static Map<String, Object> elsewhere() {
    OperatingSystem system = new SystemInfo().getOperatingSystem();
    String family = system.getFamily().toLowerCase(Locale.ROOT);
    return Map.of(
        "os", family,
        "os_version", system.getVersionInfo().toString(),
        "platform", family,
        "platform_family", family,
        "platform_version", String.valueOf(system.getVersionInfo().getVersion()));
  }

  /** What {@code /etc/os-release} says, its names in lower case. */
  private static Map<String, Object> release() {
    Map<String, Object> release = new LinkedHashMap<>();
    for (String line : SystemFiles.lines("/etc/os-release")) {
      int equals = line.indexOf('=');
      if (equals > 0 && !line.startsWith("#")) {
        String name = line.substring(0, equals).strip().toLowerCase(Locale.ROOT);
        String value = line.substring(equals + 1).strip().replaceAll("^[\"']|[\"']$", "");
        release.put(name, name.equals("id_like") ? Arrays.asList(value.split(" ", -1)) : value);
      }
    }
    return release;
  }

  /** CentOS tells its minor version elsewhere; a rolling distribution has that of its kernel. */
  private static String version(String id, Map<String, Object> release) {
    if (id.equals("centos")) {
      String told = SystemFiles.line("/etc/redhat-release").orElse("").replaceAll("[^\\d.]+", "");
      if (!told.isEmpty()) {
        return told;
      }
    }
    Object version = release.get("version_id");
    return version != null
        ? String.valueOf(version)
        : id.equals("debian")
            ? SystemFiles.line("/etc/debian_version").orElse("")
            : KernelFacts.release();
  }

  /** What {@code lsb_release -a} prints, which takes it from the same files. */
  private static Map<String, Object> lsb(Map<String, Object> release) {
    Map<String, Object> lsb = new LinkedHashMap<>();
    Map<String, String> told = new LinkedHashMap<>();
    for (String line : SystemFiles.lines("/etc/lsb-release")) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        told.put(line.substring(0, equals), line.substring(equals + 1).replace("\"", ""));
      }
    }
    String id = String.valueOf(release.getOrDefault("id", ""));
    put(
        lsb,
        "id",
        told.get("DISTRIB_ID"),
        id.isEmpty() ? null : id.substring(0, 1).toUpperCase(Locale.ROOT) + id.substring(1));
    put(lsb, "description", told.get("DISTRIB_DESCRIPTION"), release.get("pretty_name"));
    put(lsb, "release", told.get("DISTRIB_RELEASE"), release.get("version_id"));
    put(lsb, "codename", told.get("DISTRIB_CODENAME"), release.get("version_codename"));
    return lsb;
  }

  private static void put(
      Map<String, Object> facts, String name, @Nullable Object first, @Nullable Object second) {
    Object value = first != null ? first : second;
    if (value != null) {
      facts.put(name, value);
    }
  }
}
