package io.jetpack.cli.config.facts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Machines of which only the files are there by which Ohai tells them. */
class VirtualizationFactsTest {

  @TempDir Path root;

  private VirtualizationFactsTest file(String name, String content) throws IOException {
    Path path = root.resolve(name);
    Files.createDirectories(path.resolveSibling("."));
    Files.writeString(path, content);
    return this;
  }

  private VirtualizationFactsTest program(String name) throws IOException {
    boolean executable =
        file("bin/" + name, "").root.resolve("bin/" + name).toFile().setExecutable(true);
    assertThat(executable).isTrue();
    return this;
  }

  private Object facts() {
    VirtualizationFacts group =
        new VirtualizationFacts(root.toString(), root.resolve("bin").toString());
    return Objects.requireNonNull(group.gather().get("virtualization"));
  }

  private static Map<String, Object> of(String system, String role, Map<String, Object> systems) {
    return Map.of("system", system, "role", role, "systems", systems);
  }

  @Test
  void of_a_machine_without_signs_nothing_is_told() {
    assertThat(facts()).isEqualTo(Map.of("systems", Map.of()));
  }

  @Test
  void a_host_of_kvm_has_no_hypervisor_and_its_guest_has_one() throws IOException {
    file("sys/devices/virtual/misc/kvm/dev", "10:232").file("proc/cpuinfo", "flags : fpu vmx\n");
    assertThat(facts()).isEqualTo(of("kvm", "host", Map.of("kvm", "host")));
    file("proc/cpuinfo", "flags : fpu hypervisor\n");
    assertThat(facts()).isEqualTo(of("kvm", "guest", Map.of("kvm", "guest")));
  }

  @Test
  void a_container_in_a_machine_is_a_container() throws IOException {
    program("docker")
        .file("sys/devices/virtual/misc/kvm/dev", "10:232")
        .file("proc/cpuinfo", "flags : fpu hypervisor\n")
        .file("proc/self/cgroup", "0::/\n");
    assertThat(facts()).isEqualTo(of("kvm", "guest", Map.of("docker", "host", "kvm", "guest")));
    file(".dockerenv", "");
    assertThat(facts()).isEqualTo(of("docker", "guest", Map.of("docker", "guest", "kvm", "guest")));
  }

  @Test
  void an_azure_machine_names_its_host() throws IOException {
    file("sys/class/dmi/id/sys_vendor", "Microsoft Corporation\n")
        .file("sys/class/dmi/id/product_name", "Virtual Machine\n")
        .file(
            "var/lib/hyperv/.kvp_pool_3", "HostName\0\0\0BN1PRD\0\0\nHostingSystemEditionId\0\0\n");
    assertThat(facts())
        .isEqualTo(
            Map.of(
                "system", "hyperv",
                "role", "guest",
                "systems", Map.of("hyperv", "guest"),
                "hypervisor_host", "bn1prd"));
  }

  @Test
  void the_kinds_of_containers_are_told_apart() throws IOException {
    file("proc/self/cgroup", "4:memory:/lxc/web\n");
    assertThat(facts()).isEqualTo(of("lxc", "guest", Map.of("lxc", "guest")));
    file("proc/self/cgroup", "0::/system.slice/docker-0123.scope\n");
    assertThat(facts()).isEqualTo(of("docker", "guest", Map.of("docker", "guest")));
    file("proc/self/cgroup", "0::/\n").file("proc/1/environ", "a=b\0container=systemd-nspawn\0");
    assertThat(facts()).isEqualTo(of("nspawn", "guest", Map.of("nspawn", "guest")));
    file("proc/1/environ", "").file("dev/lxd/sock", "");
    assertThat(facts()).isEqualTo(of("lxd", "guest", Map.of("lxd", "guest")));
  }

  @Test
  void installed_programs_are_the_weakest_sign() throws IOException {
    program("lxc-start");
    assertThat(facts()).isEqualTo(of("lxc", "host", Map.of("lxc", "host")));
    file("sys/class/dmi/id/product_name", "VirtualBox\n");
    assertThat(facts()).isEqualTo(of("vbox", "guest", Map.of("vbox", "guest", "lxc", "host")));
  }
}
