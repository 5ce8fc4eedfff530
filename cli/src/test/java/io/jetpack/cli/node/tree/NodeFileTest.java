package io.jetpack.cli.node.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jetpack.cli.CommandFailure;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class NodeFileTest {

  @TempDir Path folder;

  private NodeFile file(String json) throws IOException {
    return new NodeFile(Files.writeString(folder.resolve("node.json"), json));
  }

  private static Optional<Value> whole(long number) {
    return Optional.of(new Value.Whole(BigInteger.valueOf(number)));
  }

  @Test
  void ofNamesWithDotsTheLongestWinsThatLeadsToAValue() throws IOException {
    NodeFile file =
        file(
            """
            {"a": {"b": {"c": 1}, "b.c": 2, "x": 5, "y": {"z": 6}}, "a.b": {"d": 3}, "a.x": 7,
             "l": [{"k.k": 8}, 9]}\
            """);
    assertThat(file.find(Key.of("a.b.c"))).isEqualTo(whole(2));
    assertThat(file.find(Key.of("a.b.d"))).isEqualTo(whole(3));
    assertThat(file.find(Key.of("a.x"))).isEqualTo(whole(7));
    assertThat(file.find(Key.of("a.y.z"))).isEqualTo(whole(6));
    assertThat(file.find(Key.of("l.0.k.k"))).isEqualTo(whole(8));
    assertThat(file.find(Key.of("l.1"))).isEqualTo(whole(9));
    for (String none :
        new String[] {"l.2", "l.-1", "l.x", "a.b.c.d", "a.", ".a", "", ".", "A.x", "a..x"}) {
      assertThat(file.find(Key.of(none))).as(none).isEmpty();
    }
  }

  @Test
  void readingToTheKeyFindsWhatTheWholeTreeHolds() throws IOException {
    Random random = new Random(7);
    for (int i = 0; i < 3_000; i++) {
      NodeFile file = file(object(random, 3));
      Value.Tree all = file.all();
      for (int k = 0; k < 5; k++) {
        Key key =
            Key.of(name(random) + "." + name(random) + (k % 2 == 0 ? "" : "." + name(random)));
        assertThat(file.find(key)).as("%s in %s", key, all).isEqualTo(key.in(all));
      }
    }
  }

  private static String object(Random random, int depth) {
    StringBuilder json = new StringBuilder("{");
    for (int i = random.nextInt(5); i > 0; i--) {
      json.append(json.length() == 1 ? "" : ",").append('"').append(name(random)).append("\": ");
      int kind = random.nextInt(4);
      json.append(
          kind == 0 || depth == 0
              ? String.valueOf(random.nextInt(100))
              : kind == 1 ? "[" + object(random, depth - 1) + ", 1]" : object(random, depth - 1));
    }
    return json.append('}').toString();
  }

  private static String name(Random random) {
    String[] names = {"a", "b", "0", "a.b", "b.a", "a.b.a", "\\u0061", "1"};
    return names[random.nextInt(names.length)];
  }

  @Test
  void whatIsBehindTheKeyIsNotTakenApartUnlessItIsCutOff() throws IOException {
    assertThat(file("{\"a\": 1, \"b\": oops}").find(Key.of("a"))).isEqualTo(whole(1));
    assertBroken(
        "{\"a\": 1, \"b\": {\"c\": 2", "a", 1, 22, "the file ends before its JSON object does");
    assertBroken("{\"a\": {\"x\": 1}, \"a.x\": oops}", "a.x", 1, 24, "this is no JSON");
  }

  private void assertBroken(String json, String key, int line, int column, String what)
      throws IOException {
    NodeFile file = file(json);
    assertThatThrownBy(() -> file.find(Key.of(key)))
        .isInstanceOf(CommandFailure.class)
        .hasMessageStartingWith(
            "'%s', line %d, column %d: %s"
                .formatted(folder.resolve("node.json"), line, column, what))
        .hasNoCause();
  }

  @Test
  void whateverIsWrongIsToldWithItsPlaceAndWithoutItsWords() throws IOException {
    assertBroken("", "a", 1, 1, "the file is empty");
    assertBroken(" \n\t ", "a", 1, 1, "the file is empty");
    assertBroken("[1, 2]", "a", 1, 1, "the file holds no JSON object");
    assertBroken("\n  null", "a", 2, 3, "the file holds no JSON object");
    assertBroken("\uFEFF{}", "a", 1, 1, "the file begins with a byte order mark");
    assertBroken("{\n  \"x\": hunter2\n}", "a", 2, 8, "this is no JSON");
    assertBroken("{\"x\": 1} {\"y\": 2}", "y", 1, 10, "something follows the end");
    assertBroken("{\"x\": 1,}", "y", 1, 9, "this is no JSON");
    assertBroken("{'x': 1}", "y", 1, 2, "this is no JSON");
    assertBroken("{\"x\": 01}", "y", 1, 8, "this is no JSON");
    assertBroken("{\"x\": \"a\nb\"}", "y", 1, 9, "this is no JSON");
    assertBroken(
        "{\"x\": " + "[".repeat(2000) + "]".repeat(2000) + "}",
        "y",
        1,
        1007,
        "this is nested too deeply");
  }

  @Test
  void ofTwoValuesWithOneNameTheFirstCountsHoweverItIsRead() throws IOException {
    NodeFile file = file("{\"a\": {\"x\": 1}, \"a\": {\"x\": 2, \"y\": 3}, \"b\": 1, \"b\": 2}");
    assertThat(file.find(Key.of("a.x"))).isEqualTo(whole(1));
    assertThat(file.find(Key.of("b"))).isEqualTo(whole(1));
    assertThat(file.find(Key.of("a.y"))).isEmpty();
    assertThat(Key.of("a.x").in(file.all())).isEqualTo(whole(1));
    assertThat(Key.of("a.y").in(file.all())).isEmpty();
  }

  @Test
  void aHundredThousandLevelsAreToldAndStopNoKeyBeforeThem() throws IOException {
    int levels = 100_000;
    String[] deep = {
      "[".repeat(levels) + "]".repeat(levels), "{\"y\":".repeat(levels) + "1" + "}".repeat(levels)
    };
    for (String value : deep) {
      NodeFile file = file("{\"a\": 1, \"x\": " + value + ", \"z\": 2}");
      assertThat(file.find(Key.of("a"))).isEqualTo(whole(1));
      for (String key : List.of("x", "z", "x" + ".y".repeat(levels))) {
        assertThatThrownBy(() -> file.find(Key.of(key)))
            .isInstanceOf(CommandFailure.class)
            .hasMessageContaining("this is nested too deeply");
      }
      assertThatThrownBy(file::all).hasMessageContaining("this is nested too deeply");
    }
  }

  @Test
  void hugeNumbersAreExactOrTold() throws IOException {
    String most = "9".repeat(4300);
    NodeFile file =
        file(
            "{\"most\": " + most + ", \"far\": 1e999, \"near\": -1e-999, \"more\": " + most + "9}");
    assertThat(file.find(Key.of("most"))).contains(new Value.Whole(new BigInteger(most)));
    assertThat(file.find(Key.of("far"))).contains(new Value.Real(Double.POSITIVE_INFINITY));
    assertThat(file.find(Key.of("near"))).contains(new Value.Real(-0.0));
    assertThatThrownBy(() -> file.find(Key.of("more")))
        .hasMessageContaining("a number is too long");
  }

  @Test
  void halfASurrogatePairIsKeptWhereItIsEscapedAndIsNoJsonWhereItIsNot() throws IOException {
    assertThat(file("{\"a\": \"x\\ud800y\"}").find(Key.of("a")))
        .contains(new Value.Text("x\ud800y"));
    assertThat(file("{\"a\": \"\\ud83d\\ude00\"}").find(Key.of("a")))
        .contains(new Value.Text("\ud83d\ude00"));
    Path path = folder.resolve("node.json");
    for (byte[] bytes :
        List.of(new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80}, new byte[] {(byte) 0xff})) {
      Files.write(path, "{\"a\": \"".getBytes(StandardCharsets.UTF_8));
      Files.write(path, bytes, StandardOpenOption.APPEND);
      Files.write(path, "\"}".getBytes(StandardCharsets.UTF_8), StandardOpenOption.APPEND);
      assertThatThrownBy(() -> new NodeFile(path).find(Key.of("a")))
          .hasMessageContaining("line 1, column")
          .hasMessageContaining("this is no JSON");
    }
  }

  @Test
  void aFileOfFiftyMegabytesIsRefusedWhereItBecomesTooLong() throws IOException {
    assertBroken(
        "{\"x\":\n\"" + "y".repeat(50 * 1024 * 1024) + "\"}",
        "x",
        2,
        16777211,
        "the file goes on up to");
  }

  @Test
  void aFolderInItsPlaceIsTold() throws IOException {
    Path path = Files.createDirectories(folder.resolve("node.json"));
    assertThatThrownBy(() -> new NodeFile(path).all())
        .hasMessage("'%s' is a directory, not a file", path);
  }

  @Test
  void withoutAFileTheTreeIsEmpty() {
    NodeFile file = new NodeFile(folder.resolve("none.json"));
    assertThat(file.find(Key.of("a"))).isEmpty();
    assertThat(file.all()).isEqualTo(Value.Tree.EMPTY);
    assertThat(file.warning()).isEmpty();
  }
}
