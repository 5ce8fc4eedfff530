package io.jetpack.cli.healthcheck.service;

import java.io.StringWriter;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.json.JsonFactory;

/** Writes JSON as people can read it, too. */
public final class JsonText {

  private JsonText() {}

  /**
   * One JSON object, ended by a line feed.
   *
   * @param properties writes what is in it
   */
  public static String object(Consumer<JsonGenerator> properties) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(new IndentedJson(), text)) {
      json.writeStartObject();
      properties.accept(json);
      json.writeEndObject();
    }
    return text.append('\n').toString();
  }
}
