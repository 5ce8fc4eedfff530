package io.jetpack.cli.message.outbox;

import io.jetpack.cli.message.broker.Rank;
import io.jetpack.cli.node.files.WholeFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * What was dropped, from a full outbox or for want of a disk, and was not told to the cluster yet.
 *
 * @param id of the message that will tell it
 * @param since when the first of them was dropped
 * @param counts how many, by what they were worth
 */
public record DroppedMessages(String id, Instant since, Map<Rank, Long> counts) {

  private static final JsonFactory JSON = JsonFactory.builder().build();
  private static final int LIMIT_BYTES = 64 * 1024;

  public DroppedMessages {
    counts = Map.copyOf(counts);
  }

  static DroppedMessages none(Instant now) {
    return new DroppedMessages(UUID.randomUUID().toString(), now, Map.of());
  }

  DroppedMessages and(Map<Rank, Long> others) {
    Map<Rank, Long> more = new EnumMap<>(Rank.class);
    more.putAll(counts);
    others.forEach((rank, count) -> more.merge(rank, count, Long::sum));
    return new DroppedMessages(id, since, more);
  }

  /** What happened, for people. */
  public String text() {
    long all = counts.values().stream().mapToLong(Long::longValue).sum();
    String parts =
        new EnumMap<>(counts)
            .entrySet().stream()
                .map(entry -> "%d %s".formatted(entry.getValue(), kind(entry.getKey())))
                .collect(Collectors.joining(", "));
    return "%d %s dropped since %s, because the outbox was full or could not be written: %s"
        .formatted(all, all == 1 ? "message was" : "messages were", since, parts);
  }

  private static String kind(Rank rank) {
    return switch (rank) {
      case LOW -> "log of low priority";
      case MEDIUM -> "log of medium priority";
      case HIGH -> "log of high priority";
      case VALUABLE -> "sent or about health";
      case TERMINATION -> "about termination";
    };
  }

  /** What was written down; empty when nothing was dropped or the file is damaged. */
  public static Optional<DroppedMessages> read(Path file) {
    if (!(new WholeFile(file, LIMIT_BYTES).read() instanceof WholeFile.Reading.Content content)) {
      return Optional.empty();
    }
    String id = "";
    String since = "";
    Map<Rank, Long> counts = new EnumMap<>(Rank.class);
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), content.bytes())) {
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        String name = String.valueOf(json.currentName());
        if (token == JsonToken.VALUE_STRING && name.equals("id")) {
          id = json.getString();
        } else if (token == JsonToken.VALUE_STRING) {
          since = json.getString();
        } else if (token == JsonToken.VALUE_NUMBER_INT) {
          counts.put(Rank.valueOf(name.toUpperCase(Locale.ROOT)), json.getLongValue());
        }
      }
      return Optional.of(new DroppedMessages(id, Instant.parse(since), counts));
    } catch (JacksonException | DateTimeException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  void write(Path file) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
      json.writeStartObject();
      json.writeStringProperty("id", id);
      json.writeStringProperty("since", since.toString());
      for (Map.Entry<Rank, Long> entry : counts.entrySet()) {
        json.writeNumberProperty(entry.getKey().name().toLowerCase(Locale.ROOT), entry.getValue());
      }
      json.writeEndObject();
    }
    new WholeFile(file, LIMIT_BYTES).write(bytes.toByteArray());
  }
}
