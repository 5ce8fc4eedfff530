package io.jetpack.cli.config.facts;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;

/** Each processor that the kernel sees, and how many there are in which sense. */
final class ProcessorFacts implements FactGroup {

  private static final Map<String, String> NAMES =
      Map.of(
          "vendor_id", "vendor_id",
          "cpu family", "family",
          "model", "model",
          "model name", "model_name",
          "stepping", "stepping",
          "cpu MHz", "mhz",
          "cache size", "cache_size",
          "physical id", "physical_id",
          "core id", "core_id",
          "cpu cores", "cores");

  @Override
  public Set<String> names() {
    return Set.of("cpu");
  }

  @Override
  public Map<String, Object> gather() {
    CentralProcessor processor = new SystemInfo().getHardware().getProcessor();
    Map<String, Object> cpu = new LinkedHashMap<>(ofKernel(SystemFiles.lines("/proc/cpuinfo")));
    if (cpu.isEmpty()) {
      cpu.putAll(ofOshi(processor));
    }
    cpu.put("total", processor.getLogicalProcessorCount());
    cpu.put("real", processor.getPhysicalPackageCount());
    cpu.put("cores", processor.getPhysicalProcessorCount());
    return Map.of("cpu", cpu);
  }

  /** OSHI rounds the frequency and does not tell the cache as the kernel writes it. */
  static Map<String, Object> ofKernel(List<String> lines) {
    Map<String, Object> processors = new LinkedHashMap<>();
    Map<String, Object> current = new LinkedHashMap<>();
    for (String line : lines) {
      int colon = line.indexOf(':');
      if (colon < 0) {
        continue;
      }
      String name = line.substring(0, colon).strip();
      String value = line.substring(colon + 1).strip();
      if (name.equals("processor")) {
        current = new LinkedHashMap<>();
        processors.put(value, current);
      } else if (NAMES.containsKey(name)) {
        current.put(NAMES.get(name), value);
      } else if (name.equals("flags") || name.equals("Features")) {
        current.put(name.equals("flags") ? "flags" : "features", Arrays.asList(value.split(" +")));
      } else if (name.equals("BogoMIPS")) {
        current.put("bogomips", value);
      }
    }
    return processors;
  }

  private static Map<String, Object> ofOshi(CentralProcessor processor) {
    CentralProcessor.ProcessorIdentifier identity = processor.getProcessorIdentifier();
    Map<String, Object> processors = new LinkedHashMap<>();
    for (CentralProcessor.LogicalProcessor logical : processor.getLogicalProcessors()) {
      Map<String, Object> facts = new LinkedHashMap<>();
      facts.put("vendor_id", identity.getVendor());
      facts.put("family", identity.getFamily());
      facts.put("model", identity.getModel());
      facts.put("model_name", identity.getName());
      facts.put("stepping", identity.getStepping());
      facts.put("mhz", String.valueOf(identity.getVendorFreq() / 1_000_000));
      facts.put("physical_id", String.valueOf(logical.getPhysicalPackageNumber()));
      facts.put("core_id", String.valueOf(logical.getPhysicalProcessorNumber()));
      processors.put(String.valueOf(logical.getProcessorNumber()), facts);
    }
    return processors;
  }
}
