package io.jetpack.samples.benchmark;

import com.rabbitmq.client.Delivery;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code samples/benchmark/messages} has to see from beside the service. */
public final class MessageBenchmark {

  private static final String REQUEST = "terminate";
  private static final String WITHDRAWAL = "withdraw";
  private static final Duration PATIENCE = Duration.ofMinutes(15);

  private final String uri;
  private final Path outbox;
  private final Path times;

  private MessageBenchmark(String uri, Path home) {
    this.uri = uri;
    this.times = home.resolveSibling("times");
    this.outbox = home.resolve("run/outbox/new");
  }

  /** What to measure ({@code requests} or {@code backlog}), the URI, the home, how many. */
  @SuppressWarnings("SystemOut") // prints its result
  public static void main(String[] args) throws Exception {
    MessageBenchmark benchmark = new MessageBenchmark(args[1], Path.of(args[2]));
    int count = Integer.parseInt(args[3]);
    System.out.println(
        args[0].equals("requests") ? benchmark.requests(count) : benchmark.backlog(count));
  }

  /**
   * From the last thing that a check does before it exits with 254 to the moment when the request
   * is gone from the outbox, which is just after the broker's confirm. The first tenth of the
   * requests warms the service up.
   */
  private String requests(int count) throws Exception {
    int warmUp = count / 10;
    TreeMap<String, Instant> gone = new TreeMap<>();
    try (MessageTap tap = new MessageTap(uri, "#");
        WatchService watch = outbox.getFileSystem().newWatchService()) {
      Files.createDirectories(outbox);
      WatchKey key = outbox.register(watch, StandardWatchEventKinds.ENTRY_DELETE);
      say("waiting");
      long start = System.nanoTime();
      while (requests(tap.received(), gone.size()) < warmUp + count) {
        if (System.nanoTime() - start > PATIENCE.toNanos()) {
          throw new IllegalStateException("only %d requests came".formatted(gone.size()));
        }
        if (watch.poll(100, TimeUnit.MILLISECONDS) == null) {
          continue;
        }
        Instant now = Instant.now();
        for (WatchEvent<?> event : key.pollEvents()) {
          String name = String.valueOf(event.context());
          if (name.contains("-termination-")) {
            gone.put(name, now);
          }
        }
        boolean ignored = key.reset();
      }
      return table(times(gone, tap.received()).subList(warmUp, warmUp + count));
    }
  }

  /** How many requests are among so many messages about termination. */
  private static long requests(List<Delivery> received, int confirmed) {
    return received.stream()
        .filter(delivery -> isOf(delivery, REQUEST) || isOf(delivery, WITHDRAWAL))
        .limit(confirmed)
        .filter(delivery -> isOf(delivery, REQUEST))
        .count();
  }

  private static boolean isOf(Delivery delivery, String type) {
    return type.equals(delivery.getProperties().getType());
  }

  /**
   * The requests and withdrawals come in the order of the numbers that their files had; the body
   * says of which check, and the check has written down when it said 254.
   */
  private List<Double> times(Map<String, Instant> gone, List<Delivery> received) throws Exception {
    List<Instant> confirmed = new ArrayList<>(gone.values());
    Map<String, List<Instant>> said = new HashMap<>();
    List<Double> times = new ArrayList<>();
    int number = 0;
    for (Delivery delivery : received) {
      if (!isOf(delivery, REQUEST) && !isOf(delivery, WITHDRAWAL)) {
        continue;
      }
      int mine = number++;
      if (!isOf(delivery, REQUEST) || mine >= confirmed.size()) {
        continue;
      }
      JsonNode data =
          JsonMapper.shared()
              .readTree(new String(delivery.getBody(), StandardCharsets.UTF_8))
              .path("data");
      String check = data.path("check").asString("");
      if (!said.containsKey(check)) {
        said.put(check, said(check));
      }
      Instant requested = Instant.parse(data.path("requested_at").asString(""));
      Instant last =
          said.get(check).stream()
              // what a message tells of time are whole milliseconds
              .filter(time -> time.isBefore(requested.plusMillis(1)))
              .max(Instant::compareTo)
              .orElseThrow();
      double millis = Duration.between(last, confirmed.get(mine)).toNanos() / 1e6;
      if (millis < 0 || millis > 10_000) {
        throw new IllegalStateException(
            "%s: %s to %s can not be".formatted(check, last, confirmed.get(mine)));
      }
      times.add(millis);
    }
    return times;
  }

  private List<Instant> said(String check) throws Exception {
    Path file = times.resolve(check);
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .map(line -> line.replace(".", ""))
          .map(Long::parseLong)
          .map(micros -> Instant.EPOCH.plusNanos(micros * 1000))
          .toList();
    }
  }

  private static String table(List<Double> unsorted) {
    List<Double> times = unsorted.stream().sorted().toList();
    return "%.1f %.1f %.1f %d"
        .formatted(
            times.get(times.size() / 2),
            times.get(times.size() * 99 / 100),
            times.getLast(),
            times.size());
  }

  /** From the first message that arrives to the outbox that is empty: messages a second. */
  private String backlog(int count) throws Exception {
    try (MessageTap tap = new MessageTap(uri, "#")) {
      say("waiting");
      long limit = System.nanoTime() + PATIENCE.toNanos();
      while (tap.count() == 0) {
        pause(limit);
      }
      long start = System.nanoTime();
      while (tap.count() < count || !isEmpty()) {
        pause(limit);
      }
      return "%.0f".formatted(count / ((System.nanoTime() - start) / 1e9));
    }
  }

  private boolean isEmpty() throws Exception {
    try (Stream<Path> files = Files.list(outbox)) {
      return files.findAny().isEmpty();
    }
  }

  private static void pause(long limit) throws InterruptedException {
    if (System.nanoTime() > limit) {
      throw new IllegalStateException("the messages did not arrive");
    }
    TimeUnit.MILLISECONDS.sleep(1);
  }

  @SuppressWarnings("SystemOut") // tells the script that it may go on
  private static void say(String text) {
    System.err.println(text);
  }
}
