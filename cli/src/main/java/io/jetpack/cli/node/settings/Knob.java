package io.jetpack.cli.node.settings;

import java.util.List;
import java.util.Locale;

/**
 * One thing that an operator can choose, and all that is to be known about it.
 *
 * @param key its name in jetpack.toml, {@code section.name}
 * @param initial what holds where nobody chooses
 * @param form how a value is written
 * @param purpose what it is for, with its unit, as sentences
 */
public record Knob<T>(String key, T initial, KnobForm<T> form, String purpose) {

  /** {@code JETPACK_SECTION_NAME}. */
  String variable() {
    return "JETPACK_" + key.replace('.', '_').toUpperCase(Locale.ROOT);
  }

  public String section() {
    return key.substring(0, key.indexOf('.'));
  }

  String name() {
    return key.substring(key.indexOf('.') + 1);
  }

  /** Its line in jetpack.toml. */
  public String line() {
    return name() + " = " + form.toml(initial);
  }

  /**
   * Reads a value.
   *
   * @param words one word, or those of a list
   * @throws IllegalArgumentException that says what to write instead
   */
  T read(List<String> words, boolean list) {
    return form.read(words, list);
  }
}
