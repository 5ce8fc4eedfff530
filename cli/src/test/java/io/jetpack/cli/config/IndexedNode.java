package io.jetpack.cli.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.jetpack.cli.StubDistribution;
import io.jetpack.cli.node.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A home with a {@code node.json} of an hour ago, and a launcher without Java over it. */
final class IndexedNode {

  static final Set<String> ELSEWHERE =
      Set.of("jetpack", "platform", "network", "cyclecloud.home", "cyclecloud.instance");

  final Path home;
  final Path file;
  final Path index;
  final StubDistribution distribution;

  IndexedNode(Path directory) throws IOException {
    home = Files.createDirectories(directory.toRealPath().resolve("a home"));
    distribution = new StubDistribution(home);
    Files.createDirectories(home.resolve("run"));
    ConfigCommandTest.writeNodeFile(home);
    file = home.resolve("config/node.json");
    index = home.resolve("run/config/index");
    age(Duration.ofHours(1));
  }

  void age(Duration age) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
  }

  void refresh() throws IOException {
    new IndexFile(new Home(home)).refresh(home.toString(), () -> ELSEWHERE);
  }

  void write(String text) throws IOException {
    Files.writeString(file, text);
    age(Duration.ofHours(2));
    refresh();
  }

  /** What {@code jetpack config} prints, and nothing on stderr. */
  String quick(String... words) throws Exception {
    List<String> call = new ArrayList<>(List.of("config"));
    call.addAll(List.of(words));
    StubDistribution.Answer answer = distribution.run(call.toArray(String[]::new));
    assertThat(answer.err()).isEmpty();
    assertThat(answer.exitCode()).isZero();
    return answer.out();
  }
}
