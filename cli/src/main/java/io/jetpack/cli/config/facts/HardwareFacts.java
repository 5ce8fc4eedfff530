package io.jetpack.cli.config.facts;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import oshi.SystemInfo;
import oshi.hardware.ComputerSystem;

/** What the firmware tells of the machine, as far as this user may read it. */
final class HardwareFacts implements FactGroup {

  /** A file of {@code /sys/class/dmi/id} and where Ohai has it. */
  private record Name(String file, String group, String name) {}

  private static final List<Name> NAMES =
      List.of(
          new Name("bios_vendor", "bios", "vendor"),
          new Name("bios_version", "bios", "version"),
          new Name("bios_date", "bios", "release_date"),
          new Name("sys_vendor", "system", "manufacturer"),
          new Name("product_name", "system", "product_name"),
          new Name("product_version", "system", "version"),
          new Name("product_serial", "system", "serial_number"),
          new Name("product_uuid", "system", "uuid"),
          new Name("product_sku", "system", "sku_number"),
          new Name("product_family", "system", "family"),
          new Name("board_vendor", "base_board", "manufacturer"),
          new Name("board_name", "base_board", "product_name"),
          new Name("board_version", "base_board", "version"),
          new Name("board_serial", "base_board", "serial_number"),
          new Name("board_asset_tag", "base_board", "asset_tag"),
          new Name("chassis_vendor", "chassis", "manufacturer"),
          new Name("chassis_version", "chassis", "version"),
          new Name("chassis_serial", "chassis", "serial_number"),
          new Name("chassis_asset_tag", "chassis", "asset_tag"));

  @Override
  public Set<String> names() {
    return Set.of("dmi");
  }

  @Override
  public Map<String, Object> gather() {
    Map<String, Map<String, Object>> dmi = new LinkedHashMap<>();
    for (Name name : NAMES) {
      SystemFiles.line("/sys/class/dmi/id/" + name.file())
          .ifPresent(value ->
              dmi.computeIfAbsent(name.group(), any -> new LinkedHashMap<>())
                  .put(name.name(), value));
    }
    return Map.of("dmi", SystemFiles.isLinux() ? dmi : ofOshi());
  }

  private static Map<String, Object> ofOshi() {
    ComputerSystem computer = new SystemInfo().getHardware().getComputerSystem();
    return Map.of(
        "bios",
            Map.of(
                "vendor", computer.getFirmware().getManufacturer(),
                "version", computer.getFirmware().getVersion(),
                "release_date", computer.getFirmware().getReleaseDate()),
        "system",
            Map.of(
                "manufacturer", computer.getManufacturer(),
                "product_name", computer.getModel(),
                "serial_number", computer.getSerialNumber(),
                "uuid", computer.getHardwareUUID()));
  }
}
