package io.jetpack.healthcheck.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import io.jetpack.healthcheck.Ending;
import io.jetpack.healthcheck.Verdict;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class ScheduledShutdownTest {

  private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);

  @TempDir Path folder;

  private Verdict judge() {
    return new ScheduledShutdown(folder, Clock.fixed(NOW, ZoneOffset.UTC)).judge();
  }

  private void marker(String name, String content) throws IOException {
    Path file = Files.writeString(folder.resolve(name), content);
    Files.setLastModifiedTime(file, FileTime.from(NOW.minusSeconds(2)));
  }

  private static String reasonOfUnknown(Verdict verdict) {
    assertThat(verdict).isInstanceOf(Verdict.Unknown.class);
    assertThat(((Verdict.Unknown) verdict).kind()).isEqualTo(Ending.NOT_STARTED);
    return verdict.reason().orElseThrow();
  }

  @Test
  void aNodeWithoutMarkersIsHealthy() {
    assertThat(judge()).isEqualTo(new Verdict.Healthy());
    folder = folder.resolve("missing");
    assertThat(judge()).isEqualTo(new Verdict.Healthy());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1699999999",
        "1700000000",
        "  1699999999\t\n",
        "1699999999\r\n",
        "\uFEFF1699999999\n",
        "1699999999.5",
        "1699999999.",
        "1699999999.123456789\n",
        "0001699999999",
        "1577836800"
      })
  void aTimeThatHasComeAsksForTermination(String content) throws Exception {
    marker("maintenance", content);
    assertThat(judge()).isInstanceOf(Verdict.Terminate.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1700000001", "1700000000.000000001", "253402300799", "1700000001\r\n"})
  void aTimeThatHasNotComeYetIsHealthy(String content) throws Exception {
    marker("maintenance", content);
    assertThat(judge()).isEqualTo(new Verdict.Healthy());
  }

  @ParameterizedTest
  @CsvSource({
    "'1699999999', ' without a reason'",
    "'1699999999\n\nthe third line', ' without a reason'",
    "'1699999999\nnew image\nmore', ': new image'",
    "'1699999999\r\n  new image \r\n', ': new image'",
    "'1699999999\n\u001B[31mred\u001B[0m', ': red'"
  })
  void theReasonIsTheSecondLine(String content, String end) throws Exception {
    marker("maintenance", content);
    assertThat(judge())
        .isEqualTo(
            new Verdict.Terminate(
                "a shutdown was scheduled for 2023-11-14T22:13:19Z by the marker 'maintenance'"
                    + end));
  }

  @Test
  void aLongReasonIsCut() throws Exception {
    marker("maintenance", "1699999999\n" + "x".repeat(3000));
    assertThat(judge().reason().orElseThrow()).endsWith("xxx...").hasSizeLessThan(420);
  }

  @Test
  void theEarliestThatIsDueCounts() throws Exception {
    marker("a", "1600000002\nsecond");
    marker("b", "1600000001\nfirst");
    marker("c", "1800000000\nlater");
    assertThat(judge().reason().orElseThrow()).endsWith("'b': first");
  }

  @ParameterizedTest
  @CsvSource({
    "'', without a time in its first line",
    "'\n1699999999', without a time in its first line",
    "tomorrow, tomorrow' in its first line is no Unix time in seconds",
    "-1, -1' in its first line is no Unix time in seconds",
    "1.7e9, 1.7e9' in its first line is no Unix time in seconds",
    "'2023-11-14T22:13:19Z', in its first line is no Unix time in seconds",
    "'١٦٩٩٩٩٩٩٩٩', in its first line is no Unix time in seconds",
    "'1699999999 # now', in its first line is no Unix time in seconds",
    "1699999999000, 1699999999000' in its first line is after the year 9999; write seconds",
    "1795, 1795' in its first line is before the year 2020; write a Unix time",
    "3600, 3600' in its first line is before the year 2020; write a Unix time",
    "0, 0' in its first line is before the year 2020",
    "1577836799.9, 1577836799.9' in its first line is before the year 2020",
    "'99999999999999999999999', in its first line is after the year 9999",
  })
  void aBrokenMarkerIsUnknown(String content, String reason) throws Exception {
    marker("broken", content);
    assertThat(reasonOfUnknown(judge()))
        .startsWith("the marker '" + folder.resolve("broken") + "' is broken: ")
        .contains(reason);
  }

  @Test
  void aNumberThatNeverEndsIsUnknown() throws Exception {
    marker("broken", "9".repeat(4000));
    assertThat(reasonOfUnknown(judge())).contains("no Unix time").hasSizeLessThan(250);
  }

  @Test
  void whatIsNoTextIsUnknown() throws Exception {
    byte[] binary = new byte[256];
    for (int i = 0; i < binary.length; i++) {
      binary[i] = (byte) i;
    }
    Files.write(folder.resolve("binary"), binary);
    assertThat(reasonOfUnknown(judge())).contains("no Unix time");
    Files.write(folder.resolve("binary"), "1699999999".getBytes(StandardCharsets.UTF_16LE));
    assertThat(reasonOfUnknown(judge())).contains("no Unix time");
  }

  @Test
  void whatIsNoFileIsUnknown() throws Exception {
    Files.createDirectory(folder.resolve("folder"));
    assertThat(reasonOfUnknown(judge())).endsWith("a folder, not a file");
    Files.delete(folder.resolve("folder"));

    Files.createSymbolicLink(folder.resolve("link"), folder.resolve("nowhere"));
    assertThat(reasonOfUnknown(judge())).endsWith("a link to nowhere");
    Files.delete(folder.resolve("link"));

    Files.createSymbolicLink(folder.resolve("loop"), folder.resolve("loop"));
    assertThat(reasonOfUnknown(judge())).contains("not readable");
    Files.delete(folder.resolve("loop"));

    assertThat(new ProcessBuilder("mkfifo", folder.resolve("pipe").toString()).start().waitFor())
        .isZero();
    assertThat(reasonOfUnknown(judge())).endsWith("not a regular file");
    Files.delete(folder.resolve("pipe"));

    Files.createSymbolicLink(folder.resolve("zero"), Path.of("/dev/zero"));
    assertThat(reasonOfUnknown(judge())).endsWith("not a regular file");
  }

  @Test
  void aHugeFileIsNotRead() throws Exception {
    try (RandomAccessFile huge = new RandomAccessFile(folder.resolve("huge").toFile(), "rw")) {
      huge.writeBytes("1699999999\n");
      huge.setLength(1L << 30);
    }
    assertThat(reasonOfUnknown(judge())).endsWith("larger than 4096 bytes");
  }

  @Test
  void aBrokenMarkerKeepsNoOtherFromCounting() throws Exception {
    marker("broken", "soon");
    marker("later", "1800000000");
    marker("worse", "");
    assertThat(reasonOfUnknown(judge())).contains("'soon'").endsWith("(and 1 more broken markers)");
    marker("due", "1600000000");
    assertThat(judge().reason().orElseThrow()).contains("'due'");
  }

  @ParameterizedTest
  @ValueSource(strings = {".hidden", ".due.swp", "due~", "due.tmp", "#due#", "due.bak", "due.off"})
  void filesThatNobodyMeantAreNotRead(String name) throws Exception {
    marker(name, "1600000000");
    assertThat(judge()).isEqualTo(new Verdict.Healthy());
    marker(name, "nonsense");
    assertThat(judge()).isEqualTo(new Verdict.Healthy());
  }

  @Test
  void aFileInPlaceOfTheFolderIsUnknown() throws Exception {
    folder = Files.writeString(folder.resolve("scheduled_shutdown"), "1600000000");
    assertThat(reasonOfUnknown(judge()))
        .startsWith("the folder '" + folder + "' can not be read: ");
  }

  @Test
  void a_marker_that_somebody_may_still_be_writing_is_not_read_yet() throws Exception {
    marker("maintenance", "1699999999");
    Path file = folder.resolve("maintenance");
    Files.setLastModifiedTime(file, FileTime.from(NOW.minusMillis(1999)));
    assertThat(judge()).isEqualTo(new Verdict.Healthy());
    Files.setLastModifiedTime(file, FileTime.from(NOW.plusSeconds(3600)));
    assertThat(judge()).as("the clock was set back").isInstanceOf(Verdict.Terminate.class);
  }
}
