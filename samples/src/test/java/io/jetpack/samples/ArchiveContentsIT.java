package io.jetpack.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jetpack.samples.ArchiveContents.Native;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is in each archive, for which processor, and what it owes its receivers. */
@Timeout(300)
class ArchiveContentsIT {

  /** By the file's name. */
  private static final Map<String, ArchiveContents> ARCHIVES = new LinkedHashMap<>();

  @BeforeAll
  static void read() throws IOException {
    List<Path> files = new ArrayList<>(Archives.all("jetpack-*-linux-*.tar.gz"));
    files.addAll(Archives.all("jetpack-*-windows-*.zip"));
    assumeTrue(!files.isEmpty(), "built with -Djetpack.archives.skip=true");
    for (Path file : files) {
      ARCHIVES.put(String.valueOf(file.getFileName()), ArchiveContents.of(file));
    }
  }

  private static Map<String, ArchiveContents> named(String pattern) {
    Map<String, ArchiveContents> found = new LinkedHashMap<>(ARCHIVES);
    found.keySet().removeIf(name -> !name.matches(pattern));
    assertThat(found).as(pattern).isNotEmpty();
    return found;
  }

  @Test
  void the_archive_without_a_runtime_serves_both_processors_and_names_none() {
    Map<String, ArchiveContents> found = named("jetpack-[\\d.]+-linux-noruntime\\.tar\\.gz");
    assertThat(found).hasSize(1);
    ArchiveContents contents = found.values().iterator().next();
    assertThat(contents.tops()).singleElement().asString().endsWith("-linux-noruntime");
    assertThat(contents.names())
        .noneMatch(name -> name.startsWith("system/runtime") || name.endsWith(".aot"));
    Map<Integer, Set<String>> byMachine =
        contents.natives().stream()
            .collect(
                Collectors.groupingBy(
                    Native::machine,
                    Collectors.mapping(
                        each -> String.valueOf(Path.of(each.name()).getFileName()),
                        Collectors.toCollection(TreeSet::new))));
    assertThat(byMachine.keySet())
        .containsExactlyInAnyOrder(ArchiveContents.X86_64, ArchiveContents.AARCH64);
    assertThat(byMachine.get(ArchiveContents.AARCH64))
        .isEqualTo(byMachine.get(ArchiveContents.X86_64))
        .contains("libtruffleattach.so", "libjnidispatch.so", "libjlinenative.so");
    for (String machine : List.of("x86_64", "aarch64")) {
      assertThat(contents.names())
          .contains(
              "system/resources/python/python-home/lib/python3.12/_sysconfigdata__linux_%s-linux.py"
                  .formatted(machine));
    }
  }

  @Test
  void an_archive_with_a_runtime_holds_natives_of_the_processor_in_its_name_only() {
    named("jetpack-[\\d.]+-linux-(x86_64|aarch64)\\.tar\\.gz")
        .forEach((name, contents) -> {
          String machine = name.replaceFirst(".*-linux-(\\w+)\\.tar\\.gz", "$1");
          int number = machine.equals("aarch64") ? ArchiveContents.AARCH64 : ArchiveContents.X86_64;
          assertThat(contents.tops()).singleElement().asString().endsWith("-linux-" + machine);
          assertThat(contents.natives())
              .allMatch(each -> each.machine() == number, machine)
              .extracting(Native::name)
              .contains("system/runtime/bin/java", "system/runtime/lib/server/libjvm.so")
              .anyMatch(each -> each.endsWith("libtruffleattach.so"))
              .anyMatch(each -> each.endsWith("libjnidispatch.so"))
              .anyMatch(each -> each.endsWith("libjlinenative.so"));
          assertThat(contents.names())
              .filteredOn(each -> each.contains("_sysconfigdata__linux_"))
              .allMatch(each -> each.contains(machine));
        });
  }

  @Test
  void the_java_runtime_brings_its_licence() {
    named("jetpack-.*-linux-(x86_64|aarch64)\\.tar\\.gz")
        .forEach((name, contents) ->
            assertThat(contents.names())
                .as(name)
                .contains(
                    "system/runtime/legal/java.base/LICENSE",
                    "system/runtime/legal/java.base/ASSEMBLY_EXCEPTION",
                    "system/runtime/legal/java.base/ADDITIONAL_LICENSE_INFO"));
  }

  @Test
  void each_jar_of_each_archive_is_in_its_list_of_parts_and_nothing_else() {
    ARCHIVES.forEach((name, contents) -> {
      Set<String> jars =
          contents.names().stream()
              .filter(each -> each.startsWith("system/lib/") && each.endsWith(".jar"))
              // it only names the others
              .filter(each -> !each.endsWith("/jetpack.jar"))
              .collect(Collectors.toCollection(TreeSet::new));
      Set<String> listed = new TreeSet<>();
      for (JsonNode component : components(contents)) {
        for (JsonNode place : component.path("evidence").path("occurrences")) {
          String location = place.path("location").asString();
          assertThat(contents.names()).as(name).anyMatch(each -> each.startsWith(location));
          if (location.endsWith(".jar")) {
            listed.add(location);
          }
        }
      }
      assertThat(listed).as(name).isEqualTo(jars).hasSizeGreaterThan(40);
    });
  }

  @Test
  void the_runtime_and_python_and_the_service_of_windows_are_parts() {
    ARCHIVES.forEach((name, contents) -> {
      Set<String> titles = new TreeSet<>();
      components(contents).forEach(part -> titles.add(part.path("name").asString()));
      assertThat(titles).as(name).contains("Python standard library");
      assertThat(titles.contains("OpenJDK")).as(name).isEqualTo(!name.contains("noruntime"));
      assertThat(titles.contains("Apache Commons Daemon"))
          .as(name)
          .isEqualTo(name.contains("windows"));
    });
  }

  @Test
  void each_part_has_version_licence_and_text() {
    ARCHIVES.forEach((name, contents) -> {
      String list = contents.texts().getOrDefault("THIRD-PARTY.txt", "");
      for (JsonNode part : components(contents)) {
        String title = part.path("name").asString() + " " + part.path("version").asString();
        assertThat(part.path("version").asString("")).as(title).isNotEmpty();
        JsonNode license = part.path("licenses").path(0);
        String expression =
            license.path("expression").asString(license.path("license").path("id").asString(""));
        assertThat(expression).as(title).isNotEmpty();
        String entry = entry(list, title);
        assertThat(entry).as(name + ": " + title).contains("    licence    " + expression);
        assertThat(entry.lines().filter(line -> line.startsWith("    text ")).count())
            .as(title)
            .isPositive();
      }
      list.lines()
          .filter(line -> line.matches(" {4}(text|its own) .*"))
          .map(line -> line.substring(15))
          .forEach(text -> {
            assertThat(contents.names())
                .as(name)
                .anyMatch(each -> each.equals(text) || each.equals(text + "/"));
            if (text.matches("licenses/[^/]+\\.txt")) {
              assertThat(contents.texts().get(text)).as(text).hasSizeGreaterThan(300);
            }
          });
    });
  }

  /** From its title to the next empty line. */
  private static String entry(String list, String title) {
    int start = list.indexOf("\n\n" + title + "\n");
    assertThat(start).as(title).isNotNegative();
    int end = list.indexOf("\n\n", start + 2);
    return list.substring(start, end < 0 ? list.length() : end);
  }

  @Test
  void lists_of_parts_name_no_time_and_no_machine_of_the_build() {
    ARCHIVES.forEach((name, contents) ->
        assertThat(contents.texts().get("sbom.cdx.json"))
            .as(name)
            .contains("\"bomFormat\" : \"CycloneDX\"")
            .doesNotContain("serialNumber", "\"timestamp\"", "/home/", "/root/", "file:"));
  }

  @Test
  void the_list_beside_an_archive_is_the_one_in_it() throws Exception {
    for (Map.Entry<String, ArchiveContents> archive : ARCHIVES.entrySet()) {
      String name = archive.getKey().replaceFirst("\\.(tar\\.gz|zip)$", "");
      assertThat(Archives.all(name + ".cdx.json"))
          .singleElement()
          .satisfies(file ->
              assertThat(Files.readString(file))
                  .isEqualTo(archive.getValue().texts().get("sbom.cdx.json")));
    }
  }

  @Test
  void sums_verify_and_cover_every_archive() throws Exception {
    Path sums = Archives.all("SHA256SUMS").getFirst();
    List<String> named =
        Files.readAllLines(sums).stream()
            .map(line -> line.replaceFirst("^[0-9a-f]{64}  ", ""))
            .toList();
    assertThat(named).containsAll(ARCHIVES.keySet());
    Process check =
        new ProcessBuilder("sha256sum", "--check", "--strict", "SHA256SUMS")
            .directory(sums.resolveSibling(".").toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(check.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(check.exitValue()).isZero();
  }

  private static JsonNode components(ArchiveContents contents) {
    JsonNode components =
        JsonMapper.shared()
            .readTree(contents.texts().getOrDefault("sbom.cdx.json", "{}"))
            .path("components");
    assertThat(components).isNotEmpty();
    return components;
  }
}
