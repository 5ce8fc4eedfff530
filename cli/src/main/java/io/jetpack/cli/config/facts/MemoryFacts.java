package io.jetpack.cli.config.facts;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import oshi.SystemInfo;
import oshi.hardware.GlobalMemory;

/** Memory, as strings such as {@code 24684084kB}. */
final class MemoryFacts implements FactGroup {

  /** Name of the kernel, name of Ohai, the object in which it lies. */
  private record Name(String kernel, String ohai, String group) {}

  private static final List<Name> NAMES =
      List.of(
          new Name("MemTotal", "total", ""),
          new Name("MemFree", "free", ""),
          new Name("MemAvailable", "available", ""),
          new Name("Buffers", "buffers", ""),
          new Name("Cached", "cached", ""),
          new Name("Active", "active", ""),
          new Name("Inactive", "inactive", ""),
          new Name("Dirty", "dirty", ""),
          new Name("Writeback", "writeback", ""),
          new Name("AnonPages", "anon_pages", ""),
          new Name("Mapped", "mapped", ""),
          new Name("Slab", "slab", ""),
          new Name("SReclaimable", "slab_reclaimable", ""),
          new Name("SUnreclaim", "slab_unreclaim", ""),
          new Name("PageTables", "page_tables", ""),
          new Name("NFS_Unstable", "nfs_unstable", ""),
          new Name("Bounce", "bounce", ""),
          new Name("CommitLimit", "commit_limit", ""),
          new Name("Committed_AS", "committed_as", ""),
          new Name("VmallocTotal", "vmalloc_total", ""),
          new Name("VmallocUsed", "vmalloc_used", ""),
          new Name("VmallocChunk", "vmalloc_chunk", ""),
          new Name("Hugepagesize", "hugepage_size", ""),
          new Name("Hugetlb", "hugetlb", ""),
          new Name("SwapCached", "cached", "swap"),
          new Name("SwapTotal", "total", "swap"),
          new Name("SwapFree", "free", "swap"),
          new Name("HugePages_Total", "total", "hugepages"),
          new Name("HugePages_Free", "free", "hugepages"),
          new Name("HugePages_Rsvd", "reserved", "hugepages"),
          new Name("HugePages_Surp", "surplus", "hugepages"),
          new Name("DirectMap4k", "4k", "directmap"),
          new Name("DirectMap2M", "2M", "directmap"),
          new Name("DirectMap1G", "1G", "directmap"));

  @Override
  public Set<String> names() {
    return Set.of("memory");
  }

  @Override
  public Map<String, Object> gather() {
    Map<String, String> told = new LinkedHashMap<>();
    for (String line : SystemFiles.lines("/proc/meminfo")) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        told.put(line.substring(0, colon), line.substring(colon + 1).replace(" ", ""));
      }
    }
    return Map.of("memory", told.isEmpty() ? ofOshi() : ofKernel(told));
  }

  private static Map<String, Object> ofKernel(Map<String, String> told) {
    Map<String, Object> memory = new LinkedHashMap<>();
    Map<String, Map<String, Object>> groups = new LinkedHashMap<>();
    for (Name name : NAMES) {
      String value = told.get(name.kernel());
      if (value != null) {
        Map<String, Object> group =
            name.group().isEmpty()
                ? memory
                : groups.computeIfAbsent(name.group(), any -> new LinkedHashMap<>());
        group.put(name.ohai(), value);
      }
    }
    memory.putAll(groups);
    return memory;
  }

  private static Map<String, Object> ofOshi() {
    GlobalMemory memory = new SystemInfo().getHardware().getMemory();
    long swap = memory.getVirtualMemory().getSwapTotal();
    return Map.of(
        "total", kilobytes(memory.getTotal()),
        "free", kilobytes(memory.getAvailable()),
        "available", kilobytes(memory.getAvailable()),
        "swap",
            Map.of(
                "total", kilobytes(swap),
                "free", kilobytes(swap - memory.getVirtualMemory().getSwapUsed())));
  }

  private static String kilobytes(long bytes) {
    return bytes / 1024 + "kB";
  }
}
