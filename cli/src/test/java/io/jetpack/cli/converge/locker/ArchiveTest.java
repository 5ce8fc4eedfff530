package io.jetpack.cli.converge.locker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What an archive may hold, beyond what {@code WebLockerTest} fetches. */
class ArchiveTest {

  @TempDir Path directory;

  enum Kind {
    DEVICE(TarConstants.LF_CHR, "is a device"),
    DISK(TarConstants.LF_BLK, "is a device"),
    PIPE(TarConstants.LF_FIFO, "is a pipe"),
    HARD_LINK(TarConstants.LF_LINK, "is a hard link");

    private final byte flag;
    private final String words;

    Kind(byte flag, String words) {
      this.flag = flag;
      this.words = words;
    }
  }

  private void unpack(List<TarArchiveEntry> entries) throws IOException {
    Path archive = directory.resolve("spec.tgz");
    try (OutputStream file = Files.newOutputStream(archive);
        TarArchiveOutputStream tar =
            new TarArchiveOutputStream(new GzipCompressorOutputStream(file))) {
      for (TarArchiveEntry entry : entries) {
        tar.putArchiveEntry(entry);
        tar.closeArchiveEntry();
      }
    }
    Path target = Files.createDirectories(directory.resolve("target"));
    Archive.unpack(archive, "spec.tgz", target);
  }

  private static TarArchiveEntry link(String name, String to) {
    TarArchiveEntry entry = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
    entry.setLinkName(to);
    return entry;
  }

  @ParameterizedTest
  @EnumSource
  void what_is_neither_a_file_nor_a_directory_is_refused_by_its_kind(Kind kind) {
    TarArchiveEntry entry = new TarArchiveEntry("scripts/000.sh", kind.flag);
    entry.setLinkName("scripts/001.sh");
    assertThatThrownBy(() -> unpack(List.of(entry)))
        .isInstanceOf(LockerException.class)
        .hasMessageContaining("its entry 'scripts/000.sh' " + kind.words);
  }

  static Stream<List<TarArchiveEntry>> leadingOut() {
    TarArchiveEntry deep = new TarArchiveEntry("a/b/c/d/e/");
    return Stream.of(
        // the way goes over another link, of which the text alone knows nothing
        List.of(deep, link("a/b/c/d/e/up", "../../../../.."), link("out", "a/b/c/d/e/up/../x")),
        // the other link comes later
        List.of(deep, link("out", "a/b/c/d/e/up/../x"), link("a/b/c/d/e/up", "../../../../..")),
        List.of(link("loop", "loop/../x")),
        List.of(link("out", "none/../../x/../target/x")));
  }

  @ParameterizedTest
  @MethodSource("leadingOut")
  void links_are_judged_by_where_they_lead(List<TarArchiveEntry> entries) {
    assertThatThrownBy(() -> unpack(entries))
        .isInstanceOf(LockerException.class)
        .hasMessageContaining("is a link out of its");
  }

  @Test
  void links_within_are_kept() throws IOException {
    unpack(
        List.of(
            new TarArchiveEntry("a/b/"),
            new TarArchiveEntry("a/file"),
            link("a/b/link", "../file"),
            link("via", "a/b/link"),
            link("later", "not/there/yet")));
    assertThat(directory.resolve("target/via")).isSymbolicLink().exists();
    assertThat(directory.resolve("target/later")).isSymbolicLink();
  }
}
