package io.jetpack.cli.converge.chef;

import io.jetpack.cli.node.files.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What Chef's JSON report tells of a run.
 *
 * @param success what Chef itself says
 * @param exception in Chef's words, empty without one
 * @param updated how many resources it changed
 * @param total how many there were
 */
record ChefReport(boolean success, String exception, int updated, int total) {

  private static final int LIMIT_BYTES = 256 * 1024 * 1024;

  /** Removes the reports of former runs. */
  static void clear(Path folder) throws IOException {
    for (Path report : reports(folder)) {
      Files.deleteIfExists(report);
    }
  }

  /** The report of the run since; empty when it left none. */
  static Optional<ChefReport> read(Path folder) {
    try {
      List<Path> reports = reports(folder);
      if (reports.isEmpty()
          || !(new WholeFile(reports.getLast(), LIMIT_BYTES).read()
              instanceof WholeFile.Reading.Content content)) {
        return Optional.empty();
      }
      JsonNode tree = JsonMapper.shared().readTree(content.bytes());
      return Optional.of(
          new ChefReport(
              tree.path("success").asBoolean(false),
              tree.path("exception").asString("").lines().findFirst().orElse(""),
              tree.path("updated_resources").size(),
              tree.path("all_resources").size()));
    } catch (IOException | JacksonException e) {
      return Optional.empty();
    }
  }

  private static List<Path> reports(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> String.valueOf(file.getFileName()).startsWith("chef-run-report-"))
          .sorted()
          .toList();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }
}
