package io.jetpack.cli.converge;

import io.jetpack.cli.node.Moment;
import io.jetpack.cli.node.files.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code run/converge.json}: how the last converge got on, when the first one began, and since when
 * the node is installed, which no later failure takes back. The HealthCheck service reads it.
 *
 * <p>{@code run/installed_at} says since when, too, so that a record that is lost does not make a
 * node one that never finished installing. Where both are lost, the new record says so: such a node
 * was perhaps installed, and is never late.
 */
final class ConvergeRecord {

  static final String RUNNING = "running";
  static final String SUCCESS = "success";
  static final String FAILED = "failed";
  static final String INTERRUPTED = "interrupted";

  private static final int LIMIT_BYTES = 1024 * 1024;
  private static final int INSTALLED_LIMIT_BYTES = 100;
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String INSTALLED_AT = "installed_at";
  private static final String LOST_AT = "record_lost_at";
  private static final String FIRST = "first_converge";

  private final Path run;
  private final WholeFile file;
  private final ObjectNode tree;

  private ConvergeRecord(Path run, WholeFile file, ObjectNode tree) {
    this.run = run;
    this.file = file;
    this.tree = tree;
  }

  static Path path(Path run) {
    return run.resolve("converge.json");
  }

  /**
   * Begins a new one; of the old one only stays when the first converge began and since when the
   * node is installed.
   */
  static ConvergeRecord begin(Path run, String mode, Moment now) throws IOException {
    WholeFile file = new WholeFile(path(run), LIMIT_BYTES);
    ObjectNode tree = JSON.createObjectNode();
    tree.put("result", RUNNING).put("phase", "start").put("mode", mode);
    tree.put("started_at", now.wall().toString()).put("process", ProcessHandle.current().pid());
    Optional<JsonNode> old = read(run);
    if (old.isPresent()) {
      for (String kept : List.of(INSTALLED_AT, LOST_AT, FIRST)) {
        Optional.ofNullable(old.get().get(kept)).ifPresent(value -> tree.set(kept, value));
      }
    } else if (!(file.read() instanceof WholeFile.Reading.Missing)) {
      Path ignored = file.setAside();
      tree.put(LOST_AT, now.wall().toString());
    }
    if (!tree.path(INSTALLED_AT).isString()) {
      installedAt(run).ifPresent(since -> tree.put(INSTALLED_AT, since));
    }
    if (!tree.path(FIRST).isObject()) {
      tree.set(FIRST, first(old, now));
    }
    ConvergeRecord begun = new ConvergeRecord(run, file, tree);
    begun.write();
    return begun;
  }

  /** When the first converge began; a record of an earlier version says it of the last one. */
  private static ObjectNode first(Optional<JsonNode> old, Moment now) {
    ObjectNode first = JSON.createObjectNode();
    Optional<String> before =
        old.map(record -> record.path("started_at"))
            .filter(JsonNode::isString)
            .map(JsonNode::stringValue);
    if (before.isPresent()) {
      return first.put("at", before.get());
    }
    first.put("at", now.wall().toString());
    now.uptime()
        .ifPresent(uptime ->
            first.put("boot_id", uptime.bootId()).put("uptime_seconds", uptime.seconds()));
    return first;
  }

  private static WholeFile installedFile(Path run) {
    return new WholeFile(run.resolve(INSTALLED_AT), INSTALLED_LIMIT_BYTES);
  }

  /** Since when the node is installed, by the file of its own. */
  private static Optional<String> installedAt(Path run) {
    return installedFile(run).read() instanceof WholeFile.Reading.Content content
        ? Optional.of(new String(content.bytes(), StandardCharsets.US_ASCII).strip())
            .filter(text -> !text.isEmpty())
        : Optional.empty();
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
      JsonNode ignored = tree.remove(LOST_AT);
      installedFile(run)
          .write((tree.path(INSTALLED_AT).asString() + "\n").getBytes(StandardCharsets.US_ASCII));
    }
    write();
  }

  private void write() throws IOException {
    file.write((tree.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
