package io.jetpack.cli.converge;

import io.jetpack.cli.node.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code run/converge.json}: how the last converge got on, and since when the node is installed,
 * which no later failure takes back. The HealthCheck service reads it.
 */
final class ConvergeRecord {

  static final String RUNNING = "running";
  static final String SUCCESS = "success";
  static final String FAILED = "failed";
  static final String INTERRUPTED = "interrupted";

  private static final int LIMIT_BYTES = 1024 * 1024;
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String INSTALLED_AT = "installed_at";

  private final WholeFile file;
  private final ObjectNode tree;

  private ConvergeRecord(WholeFile file, ObjectNode tree) {
    this.file = file;
    this.tree = tree;
  }

  static Path path(Path run) {
    return run.resolve("converge.json");
  }

  /** Begins a new one; of the old one only stays since when the node is installed. */
  static ConvergeRecord begin(Path run, String mode, Instant now) throws IOException {
    WholeFile file = new WholeFile(path(run), LIMIT_BYTES);
    ObjectNode tree = JSON.createObjectNode();
    tree.put("result", RUNNING).put("phase", "start").put("mode", mode);
    tree.put("started_at", now.toString()).put("process", ProcessHandle.current().pid());
    if (file.read() instanceof WholeFile.Reading.Unreadable) {
      Path ignored = file.setAside();
    }
    read(run)
        .map(old -> old.path(INSTALLED_AT))
        .filter(JsonNode::isString)
        .ifPresent(since -> tree.put(INSTALLED_AT, since.stringValue()));
    ConvergeRecord begun = new ConvergeRecord(file, tree);
    begun.write();
    return begun;
  }

  /** What the file says; empty when there is none or it is broken. */
  static Optional<JsonNode> read(Path run) {
    try {
      return new WholeFile(path(run), LIMIT_BYTES).read()
              instanceof WholeFile.Reading.Content content
          ? Optional.of(JSON.readTree(content.bytes())).filter(JsonNode::isObject)
          : Optional.empty();
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  boolean isInstalled() {
    return tree.has(INSTALLED_AT);
  }

  void phase(String phase) throws IOException {
    tree.put("phase", phase);
    write();
  }

  /**
   * @param failure in words; empty for a success
   */
  void end(String result, String failure, Instant now) throws IOException {
    tree.put("result", result).put("ended_at", now.toString());
    if (!failure.isEmpty()) {
      tree.put("failure", failure);
    }
    if (result.equals(SUCCESS)) {
      tree.put("phase", "done");
      if (!isInstalled()) {
        tree.put(INSTALLED_AT, now.toString());
      }
    }
    write();
  }

  private void write() throws IOException {
    file.write((tree.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
