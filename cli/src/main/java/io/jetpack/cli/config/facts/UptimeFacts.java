package io.jetpack.cli.config.facts;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import oshi.SystemInfo;

/** For how long the machine is up, and what time it is. */
final class UptimeFacts implements FactGroup {

  @Override
  public Set<String> names() {
    return Set.of("uptime", "uptime_seconds", "idletime", "idletime_seconds", "ohai_time");
  }

  @Override
  public Map<String, Object> gather() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("ohai_time", System.currentTimeMillis() / 1000.0);
    String[] words = SystemFiles.line("/proc/uptime").orElse("").split(" ", -1);
    if (words.length == 2) {
      put(facts, "uptime", (long) Double.parseDouble(words[0]));
      // of all processors together
      put(facts, "idletime", (long) Double.parseDouble(words[1]));
    } else {
      put(facts, "uptime", new SystemInfo().getOperatingSystem().getSystemUptime());
    }
    return facts;
  }

  private static void put(Map<String, Object> facts, String name, long seconds) {
    facts.put(name + "_seconds", seconds);
    facts.put(name, text(seconds));
  }

  /** {@code 2 days 03 hours 04 minutes 05 seconds}, beginning with the first that is not zero. */
  static String text(long seconds) {
    long[] counts = {seconds / 86_400, seconds / 3600 % 24, seconds / 60 % 60, seconds % 60};
    String[] units = {"days", "hours", "minutes", "seconds"};
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < counts.length; i++) {
      if (!text.isEmpty() || i == 3) {
        text.append(text.isEmpty() ? "" : " ");
        text.append(String.format(Locale.ROOT, "%02d %s", counts[i], units[i]));
      } else if (counts[i] > 0) {
        text.append(counts[i]).append(' ').append(units[i]);
      }
    }
    return text.toString();
  }
}
