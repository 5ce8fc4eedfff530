package io.jetpack.runner.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The Python half of the runner, compiled by the build or as text. */
@Timeout(120)
class PythonHalfTest {

  private static final byte[] TEXT = "value = 1\n".getBytes(StandardCharsets.UTF_8);

  /** What 'cksum -a crc32b' and Python's zlib say of the text. */
  private static final String CHECKSUM = "efad7beb";

  private static Context context() {
    return Context.newBuilder(PythonEngine.PYTHON)
        .allowExperimentalOptions(true)
        .option("engine.WarnInterpreterOnly", "false")
        .option("python.PosixModuleBackend", "java")
        .build();
  }

  private static final List<String> BASE = List.of("gaps.py");

  /** What a file of the Python half answers when it is asked. */
  private static String answer(PythonHalf half) {
    try (Context context = context()) {
      half.load(context);
      return context.eval(PythonEngine.PYTHON, "str(_THREADS_AT_MOST)").asString();
    }
  }

  @Test
  void the_build_has_compiled_every_file() {
    assertThat(PythonHalf.of(PythonEngine.RESOURCES).compiled())
        .isEqualTo(PythonEngine.RESOURCES.size());
  }

  @Test
  void what_is_compiled_does_what_its_text_does() {
    PythonHalf half = PythonHalf.of(BASE);

    assertThat(answer(half)).isEqualTo("512").isEqualTo(answer(half.withCode(Optional.empty())));
  }

  @Test
  void code_that_is_damaged_or_of_another_interpreter_is_not_missed() {
    PythonHalf half = PythonHalf.of(BASE);

    for (String code : List.of("", "nonsense", "\u00e3\u0000\u0000", "\u00ff".repeat(40))) {
      assertThat(answer(half.withCode(Optional.of(code)))).as(code).isEqualTo("512");
    }
  }

  @Test
  void code_of_another_text_is_not_taken() {
    byte[] compiled = (CHECKSUM + "code").getBytes(StandardCharsets.ISO_8859_1);

    assertThat(PythonHalf.code(compiled, TEXT)).contains("code");
    assertThat(PythonHalf.code(compiled, "value = 2\n".getBytes(StandardCharsets.UTF_8))).isEmpty();
    assertThat(PythonHalf.code(new byte[0], TEXT)).isEmpty();
  }

  @Test
  void a_mistake_in_compiled_code_is_told() {
    try (Context context = context()) {
      String code =
          context
              .eval(
                  PythonEngine.PYTHON,
                  """
                  import marshal
                  marshal.dumps(compile('raise ValueError("mine")', 'x', 'exec')).decode('latin-1')
                  """)
              .asString();
      PythonHalf half = PythonHalf.of(List.of("resets.py")).withCode(Optional.of(code));

      assertThatThrownBy(() -> half.load(context))
          .isInstanceOf(PolyglotException.class)
          .hasMessageContaining("mine");
    }
  }
}
