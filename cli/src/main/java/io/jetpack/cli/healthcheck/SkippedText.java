package io.jetpack.cli.healthcheck;

import io.jetpack.healthcheck.SkippedFile;
import io.jetpack.text.PlainText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Tells in one line what was skipped. */
final class SkippedText {

  private static final int MOST_NAMED = 5;

  private SkippedText() {}

  /** {@code skipped: a.json, b.txt (no script); old.sh~ (left by an editor)}. */
  static String of(List<SkippedFile> skipped) {
    Map<String, List<SkippedFile>> byReason =
        skipped.stream()
            .collect(
                Collectors.groupingBy(
                    SkippedFile::reason, LinkedHashMap::new, Collectors.toList()));
    return byReason.entrySet().stream()
        .map(entry -> names(entry.getValue()) + " (" + entry.getKey() + ")")
        .collect(Collectors.joining("; ", "skipped: ", ""));
  }

  private static String names(List<SkippedFile> files) {
    String named =
        files.stream()
            .limit(MOST_NAMED)
            .map(file -> PlainText.line(String.valueOf(file.path().getFileName())))
            .collect(Collectors.joining(", "));
    int more = files.size() - MOST_NAMED;
    return more > 0 ? named + " and " + more + " more" : named;
  }
}
