package io.jetpack.cli.node.tree;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;

/** Takes JSON apart that others have written. */
public final class JsonTree {

  private JsonTree() {}

  /** The value, or nothing when the text is no JSON. */
  public static Optional<Value> parse(String text) {
    try (JsonParser json = JsonValues.open(text.getBytes(StandardCharsets.UTF_8))) {
      if (json.nextToken() == null) {
        return Optional.empty();
      }
      Value value = JsonValues.read(json);
      return json.nextToken() == null ? Optional.of(value) : Optional.empty();
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }
}
