package io.jetpack.cli.converge.locker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a folder of the store was fetched from: a line a file, its identity, a tab, its path in the
 * locker. A folder has it only when it is complete.
 */
record Index(Map<String, String> identities) {

  static final String NAME = ".fetched";

  private static final Index NOTHING = new Index(Map.of());

  Index {
    identities = Map.copyOf(identities);
  }

  /** The one of a folder, empty when that is not complete. */
  static Optional<Index> of(Path folder) {
    Map<String, String> identities = new HashMap<>();
    try {
      for (String line : Files.readAllLines(folder.resolve(NAME), StandardCharsets.UTF_8)) {
        int tab = line.indexOf('\t');
        if (tab >= 0) {
          identities.put(line.substring(tab + 1), line.substring(0, tab));
        }
      }
      return Optional.of(new Index(identities));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      // fetched again, which is never wrong
      return Optional.of(NOTHING);
    }
  }

  /** Whether a file is the one that was fetched. */
  boolean has(LockerFile file) {
    return file.identity().isPresent() && file.identity().get().equals(identities.get(file.path()));
  }

  /** Whether exactly these files were fetched, as they are now. */
  boolean isOf(List<LockerFile> files) {
    return identities.size() == files.size() && files.stream().allMatch(this::has);
  }

  /** The text for these files. */
  static byte[] text(List<LockerFile> files) {
    List<String> lines = new ArrayList<>();
    for (LockerFile file : files) {
      lines.add(file.identity().orElse("") + "\t" + file.path() + "\n");
    }
    lines.sort(null);
    return String.join("", lines).getBytes(StandardCharsets.UTF_8);
  }
}
