package io.jetpack.cli.node;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Which node of which cluster this is, as {@code config/node.json} says; what it does not say is
 * empty.
 *
 * @param cluster {@code cyclecloud.cluster.name}
 * @param session {@code cyclecloud.cluster.session_id}
 * @param instance {@code cyclecloud.instance.id}
 * @param node {@code cyclecloud.node.name}
 */
public record NodeIdentity(
    Optional<String> cluster,
    Optional<String> session,
    Optional<String> instance,
    Optional<String> node) {

  private static final JsonFactory JSON = JsonFactory.builder().build();
  private static final int LIMIT_BYTES = 64 * 1024 * 1024;

  /**
   * Reads it from the home's file; what is missing, broken or too large tells as much as it can.
   */
  public static NodeIdentity read(Home home) {
    Map<String, String> values = new HashMap<>();
    if (new WholeFile(home.nodeFile(), LIMIT_BYTES).read()
        instanceof WholeFile.Reading.Content content) {
      read(content.bytes(), values);
    }
    return new NodeIdentity(
        value(values, "cluster.name"),
        value(values, "cluster.session_id"),
        value(values, "instance.id"),
        value(values, "node.name"));
  }

  /** Takes what is in {@code cyclecloud.*.*}, up to the end or to what is broken. */
  private static void read(byte[] bytes, Map<String, String> values) {
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), bytes)) {
      int depth = 0;
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        if (token.isStructStart()) {
          depth++;
          if ((depth == 2 && !"cyclecloud".equals(name(json))) || depth > 3) {
            json.skipChildren();
            depth--;
          }
        } else if (token.isStructEnd()) {
          depth--;
        } else if (depth == 3 && token.isScalarValue() && token != JsonToken.VALUE_NULL) {
          TokenStreamContext parent = json.streamReadContext().getParent();
          values.put(parent.currentName() + "." + json.currentName(), json.getString());
        }
      }
    } catch (JacksonException e) {
      // what came before it is known
    }
  }

  private static String name(JsonParser json) {
    return String.valueOf(json.streamReadContext().getParent().currentName());
  }

  private static Optional<String> value(Map<String, String> values, String key) {
    return Optional.ofNullable(values.get(key)).filter(text -> !text.isBlank());
  }
}
