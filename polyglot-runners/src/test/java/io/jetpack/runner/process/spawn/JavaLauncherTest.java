package io.jetpack.runner.process.spawn;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JavaLauncherTest {

  @Test
  void a_code_that_fits_is_itself() {
    for (int code = 0; code <= 255; code++) {
      assertThat(JavaLauncher.code(code)).isEqualTo(code);
    }
  }

  /** {@code exit /b 510}, {@code exit /b -2}, {@code exit /b 256}, two errors of Windows. */
  @ParameterizedTest
  @ValueSource(ints = {510, -2, 256, 0xC00000FE, 0x80070000})
  void a_windows_code_of_32_bits_is_not_cut_to_one_that_nobody_said(int code) {
    assertThat(JavaLauncher.code(code)).isEqualTo(255);
  }
}
