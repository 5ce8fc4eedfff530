package io.jetpack.cli.node.settings;

import io.jetpack.text.NearestName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Gathers what was chosen, by key, the later source winning, and all that is wrong with it. */
final class SettingsSources {

  /** Longer ones are cut in messages. */
  private static final int LONGEST_KEY = 80;

  private final Map<String, RawValue> values = new LinkedHashMap<>();
  private final List<String> mistakes = new ArrayList<>();

  void readFile(TomlFile.Reading file) {
    switch (file) {
      case TomlFile.Reading.Values(List<RawValue> read) -> read.forEach(this::add);
      case TomlFile.Reading.Broken(String reason) -> mistakes.add(reason);
    }
  }

  private void add(RawValue value) {
    List<String> keys = Knobs.ALL.stream().map(Knob::key).toList();
    if (keys.contains(value.key())) {
      values.put(value.key(), value);
      return;
    }
    String key = value.key();
    String shown = key.length() > LONGEST_KEY ? key.substring(0, LONGEST_KEY) + "..." : key;
    mistakes.add(
        "%s: unknown key '%s'%s"
            .formatted(
                value.origin(), shown, NearestName.suggestion(shown, keys, whatThereIs(key))));
  }

  /** The keys of its section; all keys would be too many to read. */
  private static String whatThereIs(String key) {
    int dot = key.indexOf('.');
    String section = dot < 0 ? "" : key.substring(0, dot);
    List<String> siblings =
        Knobs.ALL.stream().filter(knob -> knob.section().equals(section)).map(Knob::name).toList();
    return siblings.isEmpty()
        ? "the sections are "
            + Knobs.ALL.stream().map(Knob::section).distinct().collect(Collectors.joining(", "))
        : "the keys of [%s] are %s".formatted(section, String.join(", ", siblings));
  }

  void readEnvironment(Map<String, String> environment) {
    Map<String, Knob<?>> knobs = new LinkedHashMap<>();
    Knobs.ALL.forEach(knob -> knobs.put(knob.variable(), knob));
    new TreeMap<>(environment)
        .forEach((variable, text) -> {
          Knob<?> knob = knobs.get(variable);
          if (knob != null) {
            boolean list = knob.form() instanceof KnobForm.CommandWords;
            List<String> words = list ? List.of(text.strip().split("\\s+")) : List.of(text);
            values.put(knob.key(), new RawValue("environment", variable, words, list));
          } else if (isOfASection(variable)) {
            mistakes.add(
                "environment: unknown variable '%s'%s"
                    .formatted(
                        variable,
                        NearestName.suggestion(
                            variable,
                            knobs.keySet(),
                            "there are " + String.join(", ", knobs.keySet()))));
          }
        });
  }

  /** Whether a variable can only be meant for us; {@code JETPACK_RUN_ID} for instance is not. */
  private static boolean isOfASection(String variable) {
    return Knobs.ALL.stream()
        .map(knob -> knob.variable().substring(0, knob.variable().indexOf('_', 8) + 1))
        .anyMatch(variable::startsWith);
  }

  /** What was chosen, or what holds otherwise. */
  <T> T value(Knob<T> knob) {
    RawValue raw = values.get(knob.key());
    if (raw == null) {
      return knob.initial();
    }
    try {
      return knob.read(raw.words(), raw.list());
    } catch (IllegalArgumentException e) {
      String shown = knob.form().isSecret() ? "wrong" : raw.shown();
      mistakes.add("%s: %s is %s; %s".formatted(raw.origin(), raw.key(), shown, e.getMessage()));
      return knob.initial();
    }
  }

  /** Whether somebody chose. */
  boolean has(Knob<?> knob) {
    return values.containsKey(knob.key());
  }

  /** Something is wrong with what somebody chose there. */
  void mistake(Knob<?> knob, String what) {
    RawValue raw = values.get(knob.key());
    mistakes.add(
        raw == null
            ? "%s %s".formatted(knob.key(), what)
            : "%s: %s %s".formatted(raw.origin(), raw.key(), what));
  }

  void mistake(String what) {
    mistakes.add(what);
  }

  List<String> mistakes() {
    return List.copyOf(mistakes);
  }
}
