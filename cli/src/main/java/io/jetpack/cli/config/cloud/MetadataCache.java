package io.jetpack.cli.config.cloud;

import io.jetpack.cli.node.Machine;
import io.jetpack.cli.node.files.WholeFile;
import io.jetpack.cli.node.tree.JsonTree;
import io.jetpack.cli.node.tree.Key;
import io.jetpack.cli.node.tree.PythonJson;
import io.jetpack.cli.node.tree.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * What was answered last, in this boot of this machine; a file that is broken is as good as none.
 */
final class MetadataCache {

  private static final int LIMIT_BYTES = 8 * 1024 * 1024;

  private final WholeFile file;
  private final InstantSource clock;
  private final String boot;

  MetadataCache(Path path, InstantSource clock) {
    this.file = new WholeFile(path, LIMIT_BYTES);
    this.clock = clock;
    // an image of a disk is no longer the machine that it was taken from
    this.boot = Machine.here().bootId();
  }

  /**
   * @param source which service was asked
   * @param most how old it may be
   */
  Optional<Value.Tree> read(String source, Duration most) {
    if (!(file.read() instanceof WholeFile.Reading.Content content)) {
      return Optional.empty();
    }
    Value kept =
        JsonTree.parse(new String(content.bytes(), StandardCharsets.UTF_8))
            .orElse(Value.Tree.EMPTY);
    boolean fits =
        NeutralFacts.text(kept, "source").equals(source)
            && NeutralFacts.text(kept, "boot_id").equals(boot)
            && isYoung(NeutralFacts.text(kept, "asked_at"), most);
    return fits && Key.of("answer").in(kept).orElse(null) instanceof Value.Tree answer
        ? Optional.of(answer)
        : Optional.empty();
  }

  private boolean isYoung(String askedAt, Duration most) {
    try {
      Duration age = Duration.between(Instant.parse(askedAt), clock.instant());
      return !age.isNegative() && age.compareTo(most) <= 0;
    } catch (DateTimeException e) {
      return false;
    }
  }

  /** Keeps an answer; who may not write there does without. */
  void write(String source, Value.Tree answer) {
    Value kept =
        Value.of(
            Map.of(
                "source", source,
                "boot_id", boot,
                "asked_at", clock.instant().toString(),
                "answer", answer));
    try {
      file.write((PythonJson.of(kept) + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // asked again next time
    }
  }
}
