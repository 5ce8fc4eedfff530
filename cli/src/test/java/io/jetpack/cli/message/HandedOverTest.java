package io.jetpack.cli.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.jetpack.cli.StubDistribution;
import io.jetpack.cli.message.broker.Message;
import io.jetpack.cli.message.broker.Rank;
import io.jetpack.cli.message.delivery.DrainOwner;
import io.jetpack.cli.message.outbox.DroppedMessages;
import io.jetpack.cli.message.outbox.EntryName;
import io.jetpack.cli.message.outbox.Outbox;
import io.jetpack.cli.message.outbox.OutboxFolder;
import io.jetpack.cli.message.outbox.OutboxLimits;
import io.jetpack.cli.node.Machine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From {@code bin/jetpack log} without Java to the outbox. */
@Timeout(120)
class HandedOverTest {

  private static final String ID = "0b5e1a6c-3c55-4d0e-9d0b-5a3f6f1b2c3d";

  @TempDir Path directory;

  private final List<String> warnings = new CopyOnWriteArrayList<>();
  private Path home;
  private OutboxFolder folder;
  private StubDistribution distribution;

  @BeforeEach
  void layOut() throws IOException {
    home = Files.createDirectories(directory.toRealPath().resolve("a home"));
    distribution = new StubDistribution(home);
    folder = new OutboxFolder(home.resolve("run/outbox"));
    folder.make();
    Files.createDirectories(folder.handed());
    drainedBy(service(ProcessHandle.current().pid()));
  }

  private static String service(long process) {
    return "service %d %s %s"
        .formatted(process, Machine.here().bootId(), DrainOwner.start(process));
  }

  private void drainedBy(String owner) throws IOException {
    Files.writeString(folder.drainLock(), owner + "\n");
  }

  private Outbox outbox(int messages) {
    return new Outbox(folder, new OutboxLimits(messages, 1024 * 1024), Messages.CLOCK);
  }

  private HandedOver handedOver(Outbox outbox) {
    return new HandedOver(outbox, () -> Messages.OF_A_NODE, warnings::add);
  }

  private void log(String... words) throws Exception {
    StubDistribution.Answer answer = call(words);
    assertThat(answer).isEqualTo(new StubDistribution.Answer(0, "", ""));
  }

  private StubDistribution.Answer call(String... words) throws Exception {
    return distribution.run(
        Stream.concat(Stream.of("log"), Stream.of(words)).toArray(String[]::new));
  }

  private List<Message> inOutbox() throws IOException {
    return folder.list().messages().stream()
        .sorted(EntryName.ORDER_OF_LEAVING)
        .map(folder::read)
        .map(reading -> ((OutboxFolder.Reading.Whole) reading).message())
        .toList();
  }

  private static String body(Message message) {
    return new String(message.body().bytes(), StandardCharsets.UTF_8);
  }

  private List<Path> handed() throws IOException {
    try (Stream<Path> files = Files.list(folder.handed())) {
      return files.toList();
    }
  }

  @Test
  void what_the_launcher_wrote_becomes_a_message_of_the_same_time_and_text() throws Exception {
    Instant before = Instant.now();
    log("plain");
    log("--level", "error", "$(no) `shell` %s \\n 'quotes' \"and\" żółw 🐢\nsecond line\n");
    log("third", "--priority=low", "--level=warn");
    assertThat(handed()).hasSize(3);
    handedOver(outbox(100)).takeIn(_ -> {});
    List<Message> messages = inOutbox();
    assertThat(messages)
        .extracting(Message::routingKey)
        .containsExactly("log.info", "log.error", "log.warn");
    assertThat(messages)
        .extracting(Message::rank)
        .containsExactly(Rank.MEDIUM, Rank.HIGH, Rank.LOW);
    assertThat(body(messages.get(1)))
        .contains("$(no) `shell` %s \\\\n 'quotes' \\\"and\\\" żółw 🐢\\nsecond line\\n\"");
    assertThat(messages)
        .allSatisfy(message ->
            assertThat(message.timestamp()).isBetween(before.minusMillis(1), Instant.now()));
    assertThat(handed()).isEmpty();
    assertThat(warnings).isEmpty();
  }

  @Test
  void everything_else_is_left_to_the_program() throws Exception {
    for (String[] words :
        new String[][] {
          {},
          {""},
          {" "},
          {"-"},
          {"--"},
          {"..."},
          {"one", "two"},
          {"m", "--level", "Error"},
          {"m", "--level", "usual"},
          {"m", "-p", "usual"},
          {"m", "--level", ""},
          {"m", "--level"},
          {"m", "--level=info", "--level=info"},
          {"m", "-p"},
          {"m", "-p", "urgent"},
          {"m", "-p=low"},
          {"m", "--no-wait"},
          {"m", "--wait"},
          {"m", "--timeout", "1s"},
          {"--help"},
          {"--", "m"},
          {"m".repeat(10_001)},
        }) {
      assertThat(call(words).isQuick()).as("%s", List.of(words)).isFalse();
    }
    assertThat(handed()).isEmpty();
    assertThat(folder.unfinished()).isEmptyDirectory();
  }

  @Test
  void without_a_service_that_lives_it_is_left_to_the_program() throws Exception {
    Process ended = new ProcessBuilder("true").start();
    assertThat(ended.waitFor()).isZero();
    for (String owner :
        List.of(
            service(ended.pid()),
            DrainOwner.here().line(),
            "service " + ProcessHandle.current().pid(),
            "service %d %s".formatted(ProcessHandle.current().pid(), Machine.here().bootId()),
            service(ProcessHandle.current().pid()) + "1",
            service(ProcessHandle.current().pid()).replace(Machine.here().bootId(), "another-boot"),
            // its number is another process's by now
            service(1).replace("service 1", "service " + ProcessHandle.current().pid()),
            "command 1 " + Machine.here().bootId(),
            "service",
            "service x",
            "")) {
      drainedBy(owner);
      assertThat(call("m").isQuick()).as(owner).isFalse();
    }
    Files.delete(folder.drainLock());
    assertThat(call("m").isQuick()).isFalse();
    drainedBy(service(ProcessHandle.current().pid()));
    assertThat(call("m").isQuick()).isTrue();
    Files.delete(handed().getFirst());
    Files.delete(folder.handed());
    assertThat(call("m").isQuick()).as("a service that takes nothing in").isFalse();
    Files.createDirectories(folder.handed());
    Files.delete(folder.unfinished());
    assertThat(call("m").isQuick()).as("a folder that can not be written").isFalse();
  }

  @Test
  void what_is_no_utf_8_is_left_to_the_program_whatever_the_language() throws Exception {
    for (String language : List.of("C", "C.UTF-8", "none", "")) {
      distribution.variable("LC_ALL", language);
      for (String bytes : List.of("\\377m", "caf\\351", "m\\355\\240\\200", "m\\300\\257")) {
        assertThat(printed(bytes).isQuick()).as("%s in '%s'", bytes, language).isFalse();
      }
      for (String bytes : List.of("caf\\303\\251", "m \\360\\237\\220\\242", "a\\tm\\n")) {
        assertThat(printed(bytes).isQuick()).as("%s in '%s'", bytes, language).isTrue();
      }
    }
  }

  private StubDistribution.Answer printed(String bytes) throws Exception {
    return distribution.call(
        "sh", "-c", "exec bin/jetpack log \"$(printf '%s')\"".formatted(bytes));
  }

  @Test
  void what_was_taken_in_twice_has_the_same_id() throws Exception {
    Path file = folder.handed().resolve("1763900000123456789-" + ID);
    for (int i = 0; i < 2; i++) {
      Files.writeString(file, "info usual\nhello");
      handedOver(outbox(100)).takeIn(_ -> {});
    }
    assertThat(inOutbox()).extracting(Message::id).containsExactly(ID, ID);
    assertThat(inOutbox().getFirst().timestamp()).isEqualTo("2025-11-23T12:13:20.123Z");
  }

  @Test
  @Timeout(60)
  void a_command_waits_for_no_heap_of_what_others_said() throws Exception {
    Outbox outbox = outbox(1);
    EntryName _ = outbox.put(Messages.terminate("disk_full.sh"));
    int many = 50_000;
    for (int i = 0; i < many; i++) {
      Files.writeString(
          folder.handed().resolve("1763900000%09d-%s".formatted(i, ID)), "info usual\nhello");
    }
    handedOver(outbox).takeInWhatIsQuick();
    assertThat(handed()).hasSizeBetween(1, many - 1);
  }

  @Test
  void what_is_no_message_is_set_aside_and_told_and_the_rest_goes_on() throws Exception {
    Files.writeString(folder.handed().resolve("garbage"), "info usual\nhello");
    Files.writeString(folder.handed().resolve("1763900000000000001-" + ID), "");
    Files.writeString(folder.handed().resolve("1763900000000000002-" + ID), "info urgent\nhello");
    Files.writeString(folder.handed().resolve("1763900000000000003-" + ID), "info low\n \n");
    Files.createDirectory(folder.handed().resolve("1763900000000000004-" + ID));
    Files.writeString(folder.handed().resolve("1763900000000000005-" + ID), "info low\nright");
    handedOver(outbox(100)).takeIn(_ -> {});
    assertThat(inOutbox()).hasSize(1);
    assertThat(handed()).isEmpty();
    assertThat(warnings).hasSize(5).allMatch(text -> text.contains(folder.aside().toString()));
  }

  @Test
  void where_there_is_no_room_it_is_counted_as_dropped() throws Exception {
    Outbox outbox = outbox(1);
    EntryName _ = outbox.put(Messages.terminate("disk_full.sh"));
    log("no room for this");
    handedOver(outbox).takeIn(_ -> {});
    assertThat(handed()).isEmpty();
    assertThat(inOutbox()).extracting(Message::type).containsExactly("terminate");
    assertThat(DroppedMessages.read(folder.root().resolve("dropped")).orElseThrow().text())
        .startsWith("1 message was dropped")
        .endsWith("1 log of medium priority");
  }

  @Test
  void many_shells_at_once_lose_nothing_while_services_come_and_go() throws Exception {
    FakeBroker broker = new FakeBroker();
    Messenger.Listener listener =
        new Messenger.Listener() {
          @Override
          public void info(String text) {}

          @Override
          public void warn(String text) {
            warnings.add(text);
          }
        };
    List<String> acknowledged = new CopyOnWriteArrayList<>();
    try (ExecutorService shells = Executors.newFixedThreadPool(4)) {
      List<Future<Void>> running = new ArrayList<>();
      for (int shell = 0; shell < 4; shell++) {
        int number = shell;
        Callable<Void> calls =
            () -> {
              for (int i = 0; i < 25; i++) {
                String text = "shell %d message %02d".formatted(number, i);
                if (call(text).isQuick()) {
                  acknowledged.add(text);
                }
              }
              return null;
            };
        running.add(shells.submit(calls));
      }
      while (!running.stream().allMatch(Future::isDone)) {
        try (Messenger _ = start(broker, listener)) {
          Thread.sleep(150);
        }
      }
      for (Future<Void> each : running) {
        assertThat(each.get()).isNull();
      }
    }
    try (Messenger messenger = start(broker, listener)) {
      while (broker.taken.size() < acknowledged.size() || messenger.length() > 0) {
        Thread.sleep(10);
      }
    }
    assertThat(acknowledged).hasSizeGreaterThan(50);
    Set<String> ids = new HashSet<>();
    List<String> texts =
        broker.taken.stream()
            .filter(message -> ids.add(message.id()))
            .map(message -> body(message).replaceAll("(?s).*(shell \\d message \\d\\d).*", "$1"))
            .toList();
    assertThat(texts).containsExactlyInAnyOrderElementsOf(acknowledged);
    for (int shell = 0; shell < 4; shell++) {
      String mine = "shell " + shell;
      assertThat(texts.stream().filter(text -> text.startsWith(mine))).isSorted();
    }
    assertThat(warnings).isEmpty();
  }

  private Messenger start(FakeBroker broker, Messenger.Listener listener) {
    return Messenger.start(
        outbox(10_000),
        () -> Messages.OF_A_NODE,
        Optional.of(broker),
        Duration.ofDays(1),
        listener,
        Duration.ofSeconds(2));
  }
}
