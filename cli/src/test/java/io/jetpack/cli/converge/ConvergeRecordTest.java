package io.jetpack.cli.converge;

import static org.assertj.core.api.Assertions.assertThat;

import io.jetpack.cli.node.Moment;
import io.jetpack.cli.node.Uptime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ConvergeRecordTest {

  private static final Moment FIRST = at("2026-11-22T08:00:00Z", 100);
  private static final Moment LATER = at("2026-11-23T08:00:00Z", 200);

  @TempDir Path run;

  private static Moment at(String wall, long uptime) {
    return new Moment(Instant.parse(wall), Optional.of(new Uptime("boot", uptime)));
  }

  private ConvergeRecord begin(Moment now) throws Exception {
    return ConvergeRecord.begin(run, "", now);
  }

  private String said(String key, String... more) {
    JsonNode node = ConvergeRecord.read(run).orElseThrow().path(key);
    for (String next : more) {
      node = node.path(next);
    }
    return node.asString("");
  }

  @Test
  void the_first_converge_is_kept_by_both_clocks() throws Exception {
    begin(FIRST).end(ConvergeRecord.FAILED, "no network", FIRST.wall());
    ConvergeRecord later = begin(LATER);
    assertThat(said("started_at")).isEqualTo("2026-11-23T08:00:00Z");
    assertThat(said("first_converge", "at")).isEqualTo("2026-11-22T08:00:00Z");
    assertThat(said("first_converge", "boot_id")).isEqualTo("boot");
    assertThat(said("first_converge", "uptime_seconds")).isEqualTo("100");
    assertThat(later.isInstalled()).isFalse();
    assertThat(said("record_lost_at")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "4", "\u0000"})
  void a_damaged_record_of_a_node_that_may_be_installed_is_kept_and_the_node_is_never_late(
      String damaged) throws Exception {
    Files.writeString(ConvergeRecord.path(run), damaged);
    begin(FIRST).end(ConvergeRecord.FAILED, "no network", FIRST.wall());
    assertThat(said("record_lost_at")).isEqualTo("2026-11-22T08:00:00Z");
    try (Stream<Path> files = Files.list(run)) {
      List<Path> others = files.filter(file -> !file.equals(ConvergeRecord.path(run))).toList();
      assertThat(others)
          .singleElement()
          .satisfies(file -> assertThat(Files.readString(file)).isEqualTo(damaged));
    }
    assertThat(begin(LATER).isInstalled()).isFalse();
    assertThat(said("record_lost_at")).as("stays").isEqualTo("2026-11-22T08:00:00Z");
    begin(LATER).end(ConvergeRecord.SUCCESS, "", LATER.wall());
    assertThat(said("record_lost_at")).isEmpty();
    assertThat(said("installed_at")).isEqualTo("2026-11-23T08:00:00Z");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_node_that_was_installed_once_stays_so_without_its_record(boolean damaged)
      throws Exception {
    begin(FIRST).end(ConvergeRecord.SUCCESS, "", FIRST.wall());
    Files.delete(ConvergeRecord.path(run));
    if (damaged) {
      Files.writeString(ConvergeRecord.path(run), "");
    }
    assertThat(begin(LATER).isInstalled()).isTrue();
    assertThat(said("installed_at")).isEqualTo("2026-11-22T08:00:00Z");
  }
}
