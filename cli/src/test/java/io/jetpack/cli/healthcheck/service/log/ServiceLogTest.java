package io.jetpack.cli.healthcheck.service.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(20)
class ServiceLogTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-22T13:03:40.298Z"), ZoneOffset.UTC);
  private static final String TIME = "2026-11-22 13:03:40,298 ";
  private static final String LINE = TIME + "INFO     ";

  @TempDir Path directory;

  private final List<ServiceLog> logs = new ArrayList<>();

  private ServiceLog log(Path file, long limitBytes, int kept) {
    ServiceLog log = new ServiceLog(file, limitBytes, kept, Optional.empty(), CLOCK);
    logs.add(log);
    return log;
  }

  private Path file() {
    return directory.resolve("logs", "healthcheck.log");
  }

  private Path numbered(int number) {
    return directory.resolve("logs", "healthcheck.log." + number);
  }

  @AfterEach
  void close() {
    logs.forEach(ServiceLog::close);
  }

  @Test
  void aLineHasTheFormOfTheOriginal() {
    ServiceLog log = log(file(), 10_000, 3);
    log.info("started");
    log.warn("slow");
    log.error("broken");
    assertThat(file())
        .hasContent(LINE + "started\n" + TIME + "WARNING  slow\n" + TIME + "ERROR    broken\n");
  }

  @Test
  void othersDoNotReadIt() throws Exception {
    log(file(), 10_000, 3).info("started");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-r-----");
  }

  @Test
  void anotherStreamGetsTheSame() {
    ByteArrayOutputStream journal = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(journal, true, StandardCharsets.UTF_8);
    try (ServiceLog log = new ServiceLog(file(), 10_000, 3, Optional.of(stream), CLOCK)) {
      log.info("grün");
    }
    assertThat(journal.toString(StandardCharsets.UTF_8)).isEqualTo(LINE + "grün\n");
  }

  @ParameterizedTest
  @CsvSource({
    "'one\ntwo', one | two",
    "'one\r\n\r\n  two\n', one |   two",
    "'\u001B[31mred\u001B[0m', red",
    "'a\u0000b', a\uFFFDb",
    "'%s %d %n', %s %d %n"
  })
  void aMessageIsOneLine(String message, String shown) {
    log(file(), 10_000, 3).info(message);
    assertThat(file()).hasContent(LINE + shown + "\n");
  }

  @Test
  void aLongMessageIsCut() throws Exception {
    log(file(), 100_000, 3).info("x".repeat(50_000));
    assertThat(Files.size(file())).isLessThan(8300);
  }

  @Test
  void aFullFileIsSetAsideAndTheOldestGoes() {
    int lineBytes = (LINE + "line 1\n").length();
    ServiceLog log = log(file(), lineBytes * 2L, 2);
    IntStream.rangeClosed(1, 9).forEach(number -> log.info("line " + number));
    assertThat(file()).hasContent(LINE + "line 9\n");
    assertThat(numbered(1)).hasContent(LINE + "line 7\n" + LINE + "line 8\n");
    assertThat(numbered(2)).hasContent(LINE + "line 5\n" + LINE + "line 6\n");
    assertThat(numbered(3)).doesNotExist();
  }

  @Test
  void linesAreInTheOrderOfTheirTimes() throws Exception {
    AtomicLong millis = new AtomicLong(CLOCK.millis());
    InstantSource ticks = () -> Instant.ofEpochMilli(millis.incrementAndGet());
    Files.createDirectories(file());
    try (ServiceLog log =
        new ServiceLog(file(), 10_000, 3, Optional.empty(), ticks.withZone(ZoneOffset.UTC))) {
      log.info("one");
      Files.delete(file());
      log.info("two");
    }
    assertThat(Files.readAllLines(file())).hasSize(2).isSorted();
  }

  @Test
  void noneKeptIsPossible() {
    ServiceLog log = log(file(), 10, 0);
    log.info("one");
    log.info("two");
    assertThat(file()).hasContent(LINE + "two\n");
    assertThat(directory.resolve("logs")).isDirectoryNotContaining("glob:**/*.1");
  }

  @Test
  void whatWasThereStays() throws Exception {
    log(file(), 10_000, 3).info("one");
    log(file(), 10_000, 3).info("two");
    assertThat(Files.readAllLines(file())).containsExactly(LINE + "one", LINE + "two");
  }

  @Test
  void aFileThatIsMovedRemovedOrCutMeanwhileIsMadeAnew() throws Exception {
    ServiceLog log = log(file(), 10_000, 3);
    log.info("one");
    Files.move(file(), directory.resolve("moved"));
    log.info("two");
    assertThat(directory.resolve("moved")).hasContent(LINE + "one\n");
    assertThat(file()).hasContent(LINE + "two\n");
    Files.delete(file());
    Files.delete(file().getParent());
    log.info("three");
    assertThat(file()).hasContent(LINE + "three\n");
    Files.writeString(file(), "");
    log.info("four");
    assertThat(file()).hasContent(LINE + "four\n");
  }

  @Test
  void whatCanNotBeWrittenIsCountedAndTold() throws Exception {
    Files.createDirectories(file());
    ServiceLog log = log(file(), 10_000, 3);
    log.info("one");
    log.info("two");
    Files.delete(file());
    log.info("three");
    log.info("four");
    assertThat(file())
        .hasContent(
            TIME
                + "WARNING  2 lines could not be written before this one\n"
                + LINE
                + "three\n"
                + LINE
                + "four\n");
  }

  @Test
  void aFullDiskIsSurvived() {
    ServiceLog log = log(Path.of("/dev/full"), 10_000, 3);
    log.info("one");
    log(Path.of("/proc/nothing/healthcheck.log"), 10_000, 3).info("one");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void aThreadThatIsInterruptedLogsAllTheSame() throws Exception {
    ServiceLog log = log(file(), 10_000, 3);
    Thread thread =
        Thread.ofVirtual()
            .start(() -> {
              Thread.currentThread().interrupt();
              log.info("one");
              log.info("two");
            });
    thread.join();
    assertThat(file()).hasContent(LINE + "one\n" + LINE + "two\n");
  }

  @Test
  void aFolderInPlaceOfTheOneSetAsideStopsNothing() throws Exception {
    Files.createDirectories(numbered(1).resolve("full"));
    ServiceLog log = log(file(), 10, 1);
    log.info("one");
    log.info("two");
    assertThat(Files.readAllLines(file())).containsExactly(LINE + "one", LINE + "two");
  }

  @Test
  void threadsDoNotMixTheirLines() throws Exception {
    ServiceLog log = log(file(), 2000, 1000);
    List<Thread> threads =
        IntStream.range(0, 8)
            .mapToObj(number ->
                Thread.ofVirtual()
                    .start(() -> {
                      for (int i = 0; i < 100; i++) {
                        log.info("thread " + number + " line " + i);
                      }
                    }))
            .toList();
    for (Thread thread : threads) {
      thread.join();
    }
    List<String> lines = new ArrayList<>();
    try (var files = Files.list(file().getParent())) {
      for (Path part : files.toList()) {
        lines.addAll(readLines(part));
      }
    }
    assertThat(lines)
        .hasSize(800)
        .doesNotHaveDuplicates()
        .allMatch(line -> line.matches("\\Q" + LINE + "\\Ethread \\d line \\d+"));
  }

  private static List<String> readLines(Path part) throws IOException {
    assertThat(Files.size(part)).isLessThanOrEqualTo(2000);
    return Files.readAllLines(part);
  }
}
