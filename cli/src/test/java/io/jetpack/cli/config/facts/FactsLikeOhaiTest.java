package io.jetpack.cli.config.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.jetpack.cli.node.tree.Value;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Ohai itself, on the same machine, is the measure. */
@Timeout(120)
class FactsLikeOhaiTest {

  private record Difference(Pattern keys, String reason) {}

  /** Keys that scripts read, which every Linux machine has. */
  private static final List<String> EXPECTED =
      List.of(
          "platform",
          "platform_family",
          "platform_version",
          "os",
          "os_version",
          "kernel.name",
          "kernel.release",
          "kernel.version",
          "kernel.machine",
          "kernel.os",
          "kernel.processor",
          "cpu.total",
          "cpu.real",
          "cpu.cores",
          "cpu.0.model_name",
          "cpu.0.flags",
          "memory.total",
          "memory.free",
          "memory.swap.total",
          "ipaddress",
          "macaddress",
          "hostname",
          "machinename",
          "fqdn",
          "network.default_interface",
          "network.default_gateway",
          "uptime",
          "uptime_seconds",
          "idletime_seconds",
          "machine_id",
          "os_release.id",
          "virtualization.system");

  @TempDir Path folder;

  private static Map<String, Value> ours() {
    List<String> warnings = new ArrayList<>();
    Value.Tree facts = new MachineFacts(warnings::add).gather(Optional.empty());
    assertThat(warnings).isEmpty();
    Map<String, Value> flat = new TreeMap<>();
    flatten("", facts, flat);
    return flat;
  }

  private Map<String, Value> ohai() throws IOException, InterruptedException {
    assumeThat(Path.of("/usr/bin/ohai"))
        .as("ohai tells what the facts should be; apt-get install ohai")
        .isExecutable();
    Path out = folder.resolve("ohai.json");
    Process process =
        new ProcessBuilder("/usr/bin/ohai")
            .redirectOutput(out.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(process.waitFor()).isZero();
    Map<String, Value> flat = new TreeMap<>();
    flatten("", value(new JsonMapper().readTree(Files.readAllBytes(out))), flat);
    return flat;
  }

  private static Value value(JsonNode node) {
    return Value.of(new JsonMapper().treeToValue(node, Object.class));
  }

  private static void flatten(String prefix, Value value, Map<String, Value> flat) {
    if (value instanceof Value.Tree(var values) && !values.isEmpty()) {
      values.forEach(
          (name, child) -> flatten(prefix.isEmpty() ? name : prefix + "." + name, child, flat));
    } else {
      flat.put(prefix, value);
    }
  }

  private static List<Difference> differences() throws IOException {
    try (InputStream in = FactsLikeOhaiTest.class.getResourceAsStream("ohai-differences.tsv")) {
      assertThat(in).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split("\t", -1))
          .map(words -> new Difference(Pattern.compile(words[0]), words[1]))
          .toList();
    }
  }

  @Test
  void whatBothTellIsTheSameOrHasAReason() throws Exception {
    Map<String, Value> ohai = ohai();
    Map<String, Value> ours = ours();
    List<Difference> known = differences();
    List<String> unknown = new ArrayList<>();
    int common = 0;
    for (Map.Entry<String, Value> fact : ours.entrySet()) {
      Value theirs = ohai.get(fact.getKey());
      common += theirs == null ? 0 : 1;
      boolean fine =
          theirs == null
              || theirs.equals(fact.getValue())
              || known.stream().anyMatch(one -> one.keys().matcher(fact.getKey()).matches());
      if (!fine) {
        unknown.add("%s: %s, ohai %s".formatted(fact.getKey(), fact.getValue(), theirs));
      }
    }
    assertThat(unknown).isEmpty();
    assertThat(common).isGreaterThan(150);
  }

  @Test
  void typesAreTheSame() throws Exception {
    Map<String, Value> ohai = ohai();
    ours()
        .forEach((key, value) -> {
          Value theirs = ohai.get(key);
          if (theirs != null
              && !(theirs instanceof Value.Nothing)
              && !(value instanceof Value.Nothing)) {
            assertThat(value.getClass()).as(key).isEqualTo(theirs.getClass());
          }
        });
  }

  @Test
  void everyMachineHasWhatScriptsRead() {
    assumeThat(System.getProperty("os.name")).isEqualTo("Linux");
    assertThat(ours().keySet()).containsAll(EXPECTED);
  }

  @Test
  void aGroupThatFailsOrHangsCostsItsOwnFactsOnly() throws Exception {
    List<String> warnings = new ArrayList<>();
    List<FactGroup> groups = List.of(new Failing(), new Hanging(), new HostFacts());
    long start = System.nanoTime();
    Value.Tree facts = new MachineFacts(groups, warnings::add).gather(Optional.empty());
    assertThat(System.nanoTime() - start).isLessThan(10_000_000_000L);
    assertThat(facts.values()).containsKey("hostname").doesNotContainKeys("failing", "hanging");
    assertThat(warnings)
        .containsExactly(
            "'failing' cannot be had from this machine: no such library",
            "the machine does not tell 'hanging' within 3 s; left out");
  }

  private static final class Failing implements FactGroup {
    @Override
    public java.util.Set<String> names() {
      return java.util.Set.of("failing");
    }

    @Override
    public Map<String, Object> gather() {
      throw new UnsatisfiedLinkError("no such library");
    }
  }

  private static final class Hanging implements FactGroup {
    @Override
    public java.util.Set<String> names() {
      return java.util.Set.of("hanging");
    }

    @Override
    public Map<String, Object> gather() {
      try {
        Thread.sleep(60_000);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return Map.of("hanging", true);
    }
  }

  @Test
  void uptimesAreWrittenAsOhaiWritesThem() {
    assertThat(Stream.of(7L, 65L, 3_600L, 93_784L).map(UptimeFacts::text))
        .containsExactly(
            "07 seconds",
            "1 minutes 05 seconds",
            "1 hours 00 minutes 00 seconds",
            "1 days 02 hours 03 minutes 04 seconds");
  }

  @Test
  void addressesAreWrittenShort() {
    assertThat(
            Stream.of("fe80:0:0:0:0:fc:ff:fe00", "0:0:0:0:0:0:0:1", "1:0:2:0:0:3:4:5", "10.1.2.3")
                .map(Ip6Text::shorten))
        .containsExactly("fe80::fc:ff:fe00", "::1", "1:0:2::3:4:5", "10.1.2.3");
    assertThat(Ip6Text.ofDigits("fd000000000000000000000000000001")).isEqualTo("fd00::1");
  }
}
