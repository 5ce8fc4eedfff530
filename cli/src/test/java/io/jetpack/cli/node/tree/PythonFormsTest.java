package io.jetpack.cli.node.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What Python itself prints is the measure. */
@Timeout(60)
class PythonFormsTest {

  /**
   * Letters that need care: quotes, controls, spaces, beyond 16 bits, half of a pair is no letter.
   */
  private static final int[] LETTERS = {
    'a', 'Z', '\'', '"', '\\', '/', '\n', '\r', '\t', '\b', '\f', 0, 0x1b, 0x7f, 0x80, 0xa0, 0xad,
    0xe9, 0x3b1, 0x200b, 0x2028, 0x3000, 0xe000, 0xfeff, 0xffff, 0x1f680, 0x10ffff
  };

  @TempDir Path folder;

  private String python(String program) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("python3", "-c", program)
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return out;
  }

  private static Value read(String json) {
    try (var parser = JsonValues.open(json.getBytes(StandardCharsets.UTF_8))) {
      var ignored = parser.nextToken();
      return JsonValues.read(parser);
    }
  }

  private void assertAsPython(String json) throws IOException, InterruptedException {
    Files.writeString(folder.resolve("value.json"), json);
    Value value = read(json);
    String load =
        "import json, sys; sys.stdout.reconfigure(encoding='utf-8', newline='\\n');"
            + " value = json.load(open('value.json', encoding='utf-8'));";
    assertThat(PythonText.of(value) + "\n").isEqualTo(python(load + " print(value)"));
    assertThat(PythonJson.of(value) + "\n")
        .isEqualTo(python(load + " print(json.dumps(value, indent=4, sort_keys=True))"));
  }

  @Test
  void numbersAreWrittenAsPythonWritesThem() throws Exception {
    Random random = new Random(1);
    StringBuilder json =
        new StringBuilder(
            "[0, -0, -1, 1E400, -1E400, NaN, 9007199254740993, 1e3, 1E-7, 100000.0, 5e-324");
    for (int i = 0; i < 20_000; i++) {
      double any = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(any)) {
        json.append(", ").append(any);
      }
      json.append(", ").append(random.nextInt(1_000_000) / Math.pow(10, random.nextInt(20)));
      json.append(", ").append(random.nextInt(100) * Math.pow(10, random.nextInt(40) - 20));
    }
    assertAsPython(json + "]");
  }

  @Test
  void textsAndNamesAreWrittenAsPythonWritesThem() throws Exception {
    Random random = new Random(1);
    StringBuilder json = new StringBuilder("{\"\": {}");
    for (int i = 0; i < 2_000; i++) {
      json.append(",\n\"").append(escaped(random)).append(i).append("\": [\"");
      json.append(escaped(random))
          .append("\", [], {\"")
          .append(escaped(random))
          .append("\": null}]");
    }
    assertAsPython(json + "}");
  }

  private static String escaped(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(6); i > 0; i--) {
      int letter = LETTERS[random.nextInt(LETTERS.length)];
      if (letter < ' ' || letter == '"' || letter == '\\') {
        text.append("\\u%04x".formatted(letter));
      } else {
        text.appendCodePoint(letter);
      }
    }
    return text.toString();
  }

  @Test
  void theSampleIsWrittenAsPythonWritesIt() throws Exception {
    try (InputStream in =
        PythonFormsTest.class.getResourceAsStream("/io/jetpack/cli/config/node.json")) {
      assertThat(in).isNotNull();
      assertAsPython(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }
}
