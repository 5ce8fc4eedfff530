package io.jetpack.samples.consumer;

import java.util.LinkedHashMap;
import java.util.Map;

/** The ids of the latest messages: a message may come twice, with the same id. */
final class Repeats {

  private final Map<String, Boolean> seen;

  Repeats(int kept) {
    seen =
        new LinkedHashMap<>() {
          private static final long serialVersionUID = 1;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > kept;
          }
        };
  }

  /** Whether it comes for the first time. */
  boolean isNew(String id) {
    return seen.put(id, true) == null;
  }
}
