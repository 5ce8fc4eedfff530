package io.jetpack.cli.config.facts;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import oshi.SystemInfo;
import oshi.hardware.GraphicsCard;

/** Graphics processors; a name of ours, Ohai has none. Absent where there is no such thing. */
final class GraphicsFacts implements FactGroup {

  private static final String NVIDIA = "/proc/driver/nvidia/gpus";

  @Override
  public Set<String> names() {
    return Set.of("gpu");
  }

  @Override
  public Map<String, Object> gather() {
    List<String> models = new ArrayList<>();
    // the driver knows them better than the bus does
    for (String card : SystemFiles.names(NVIDIA)) {
      SystemFiles.lines(NVIDIA + "/" + card + "/information").stream()
          .filter(line -> line.startsWith("Model:"))
          .map(line -> line.substring("Model:".length()).strip())
          .forEach(models::add);
    }
    if (models.isEmpty()) {
      for (GraphicsCard card : new SystemInfo().getHardware().getGraphicsCards()) {
        models.add(card.getName());
      }
    }
    if (models.isEmpty()) {
      return Map.of();
    }
    Map<String, Object> gpu = new LinkedHashMap<>();
    gpu.put("count", models.size());
    gpu.put("model", models.getFirst());
    gpu.put("models", models);
    return Map.of("gpu", gpu);
  }
}
