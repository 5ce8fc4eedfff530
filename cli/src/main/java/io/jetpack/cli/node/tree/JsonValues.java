package io.jetpack.cli.node.tree;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/** Reads values from a stream of JSON. Of two values with one name the first one counts. */
final class JsonValues {

  /** What Python reads too: it goes about as deep, and to 4,300 digits. */
  private static final StreamReadConstraints LIMITS =
      StreamReadConstraints.builder()
          .maxNestingDepth(1000)
          .maxNumberLength(4300)
          .maxNameLength(Integer.MAX_VALUE)
          .maxStringLength(Integer.MAX_VALUE)
          .build();

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(LIMITS)
          // Python writes NaN and Infinity
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .build();

  private JsonValues() {}

  static JsonParser open(byte[] json) {
    return JSON.createParser(ObjectReadContext.empty(), json);
  }

  /** Reads the value that begins with the present token; afterwards its last token is present. */
  static Value read(JsonParser json) {
    return switch (json.currentToken()) {
      case START_OBJECT -> {
        Map<String, Value> values = new LinkedHashMap<>();
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
          String name = json.currentName();
          JsonToken ignored = json.nextToken();
          values.putIfAbsent(name, read(json));
        }
        yield new Value.Tree(values);
      }
      case START_ARRAY -> {
        List<Value> values = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
          values.add(read(json));
        }
        yield new Value.Items(values);
      }
      case VALUE_STRING -> new Value.Text(json.getString());
      case VALUE_NUMBER_INT -> new Value.Whole(new BigInteger(json.getString()));
      case VALUE_NUMBER_FLOAT -> new Value.Real(number(json.getString()));
      case VALUE_TRUE -> new Value.Flag(true);
      case VALUE_FALSE -> new Value.Flag(false);
      default -> new Value.Nothing();
    };
  }

  private static double number(String text) {
    return switch (text) {
      case "INF", "+INF", "+Infinity" -> Double.POSITIVE_INFINITY;
      case "-INF" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }

  /**
   * Reads to the value to which a key leads, and no further.
   *
   * @param from the name of the key that is looked for
   * @return null when the value that begins with the present token does not hold it; then its last
   *     token is present
   */
  static @Nullable Value find(JsonParser json, Key key, int from) {
    if (from == key.size()) {
      return read(json);
    }
    JsonToken token = json.currentToken();
    if (token == JsonToken.START_OBJECT) {
      return findInObject(json, key, from);
    }
    return token == JsonToken.START_ARRAY ? findInArray(json, key, from) : null;
  }

  private static @Nullable Value findInObject(JsonParser json, Key key, int from) {
    // of two values with one name the first one counts
    boolean[] seen = new boolean[key.size() + 1];
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      int to = key.after(from, json.currentName());
      JsonToken ignored = json.nextToken();
      if (to > from && !seen[to]) {
        seen[to] = true;
        Value found = find(json, key, to);
        if (found != null) {
          return found;
        }
      } else {
        json.skipChildren();
      }
    }
    return null;
  }

  private static @Nullable Value findInArray(JsonParser json, Key key, int from) {
    int index = key.index(from);
    for (int i = 0; json.nextToken() != JsonToken.END_ARRAY; i++) {
      if (i == index) {
        Value found = find(json, key, from + 1);
        if (found != null) {
          return found;
        }
      } else {
        json.skipChildren();
      }
    }
    return null;
  }
}
