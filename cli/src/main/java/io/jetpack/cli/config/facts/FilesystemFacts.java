package io.jetpack.cli.config.facts;

import io.jetpack.cli.node.Volume;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import oshi.SystemInfo;
import oshi.software.os.OSFileStore;
import oshi.util.GlobalConfig;

/** What is mounted where, how large it is and how full. */
final class FilesystemFacts implements FactGroup {

  @Override
  public Set<String> names() {
    return Set.of("filesystem");
  }

  @Override
  public Map<String, Object> gather() {
    Map<String, OSFileStore> sizes = new HashMap<>();
    // OSHI leaves out what it takes for no file system of interest, tmpfs among it
    for (String kind : List.of("path", "volume")) {
      GlobalConfig.set("oshi.os.linux.filesystem.%s.excludes".formatted(kind), "");
    }
    GlobalConfig.set("oshi.pseudofilesystem.types", "none");
    for (OSFileStore store :
        new SystemInfo().getOperatingSystem().getFileSystem().getFileStores()) {
      sizes.put(store.getMount(), store);
    }
    Map<String, Map<String, Object>> byPair = new LinkedHashMap<>();
    for (Mount mount : mounts(sizes)) {
      Map<String, Object> facts = new LinkedHashMap<>();
      facts.put("device", mount.device());
      facts.put("mount", mount.point());
      putSizes(facts, mount.point(), sizes);
      facts.put("fs_type", mount.type());
      facts.put("mount_options", mount.options());
      byPair.put(mount.device() + "," + mount.point(), facts);
    }
    Map<String, Object> byDevice = new LinkedHashMap<>();
    Map<String, Object> byMountpoint = new LinkedHashMap<>();
    byPair
        .values()
        .forEach(pair -> {
          add(byDevice, "device", pair, "mounts", "mount");
          add(byMountpoint, "mount", pair, "devices", "device");
        });
    return Map.of(
        "filesystem",
        Map.of("by_device", byDevice, "by_mountpoint", byMountpoint, "by_pair", byPair));
  }

  private record Mount(String device, String point, String type, List<String> options) {}

  private static List<Mount> mounts(Map<String, OSFileStore> stores) {
    List<Mount> mounts = new ArrayList<>();
    for (String line : SystemFiles.lines("/proc/self/mounts")) {
      String[] words = line.split(" ", -1);
      if (words.length >= 4) {
        mounts.add(
            new Mount(
                unescaped(words[0]),
                unescaped(words[1]),
                words[2],
                Arrays.asList(words[3].split(",", -1))));
      }
    }
    if (mounts.isEmpty()) {
      stores.forEach((point, store) ->
          mounts.add(
              new Mount(
                  store.getVolume(),
                  point,
                  store.getType(),
                  Arrays.asList(store.getOptions().split(",", -1)))));
    }
    return mounts;
  }

  /** The kernel writes a blank as {@code \040}. */
  private static String unescaped(String text) {
    return text.replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\");
  }

  /** As {@code df} counts: what is reserved for root is neither used nor available. */
  private static void putSizes(
      Map<String, Object> facts, String point, Map<String, OSFileStore> stores) {
    OSFileStore store = stores.get(point);
    if (store == null) {
      Volume volume = new Volume(Path.of(point));
      putSizes(facts, volume.totalBytes(), volume.freeBytes(), volume.usableBytes());
      return;
    }
    putSizes(facts, store.getTotalSpace(), store.getFreeSpace(), store.getUsableSpace());
    long inodes = store.getTotalInodes();
    if (inodes > 0) {
      long used = inodes - store.getFreeInodes();
      facts.put("total_inodes", String.valueOf(inodes));
      facts.put("inodes_used", String.valueOf(used));
      facts.put("inodes_available", String.valueOf(store.getFreeInodes()));
      facts.put("inodes_percent_used", percent(used, inodes));
    }
  }

  private static void putSizes(Map<String, Object> facts, long total, long free, long usable) {
    if (total > 0) {
      long used = total - free;
      facts.put("kb_size", kilobytes(total));
      facts.put("kb_used", kilobytes(used));
      facts.put("kb_available", kilobytes(usable));
      facts.put("percent_used", percent(used, used + usable));
    }
  }

  private static String kilobytes(long bytes) {
    return String.valueOf(Math.ceilDiv(bytes, 1024));
  }

  /** Rounded up. */
  private static String percent(long part, long whole) {
    return whole == 0 ? "0%" : Math.ceilDiv(part * 100, whole) + "%";
  }

  /** Of several mounts of a device, or on a point, the last one tells, and all are listed. */
  private static void add(
      Map<String, Object> all, String by, Map<String, Object> pair, String list, String entry) {
    String name = String.valueOf(pair.get(by));
    List<Object> entries = new ArrayList<>();
    if (all.get(name) instanceof Map<?, ?> present && present.get(list) instanceof List<?> known) {
      entries.addAll(known);
    }
    entries.add(pair.get(entry));
    Map<String, Object> facts = new LinkedHashMap<>(pair);
    facts.remove("device");
    facts.remove("mount");
    facts.put(list, entries);
    all.put(name, facts);
  }
}
