package io.jetpack.samples.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class BenchmarkTableTest {

  @Test
  void theMedianIsTheMiddleOrBetweenTheTwoInTheMiddle() {
    assertThat(Median.of(List.of(9.0, 1.0, 2.0))).isEqualTo(2.0);
    assertThat(Median.of(List.of(9.0, 1.0, 2.0, 4.0))).isEqualTo(3.0);
  }

  @Test
  void aRowSaysWhetherItKeepsItsLimit() {
    assertThat(new Row("x.py wall", 0.2, 0.2, "of py3", "").toString())
        .matches("x\\.py wall +0\\.200 of py3 +0\\.200 of py3 +ok");
    assertThat(new Row("x.sh over bash", 4.1, 4, "ms", "why").toString())
        .matches("x\\.sh over bash +4\\.100 ms +4\\.000 ms +OVER +why");
  }

  @Test
  void theMemoryIsReadAsTheKernelWritesIt() {
    ResidentMemory memory =
        ResidentMemory.parse("Name:\tjava\nVmRSS:\t   94208 kB\nRssAnon:\t   71680 kB\n");
    assertThat(memory.megabytes()).isEqualTo(92);
    assertThat(memory.anonymousMegabytes()).isEqualTo(70);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ResidentMemory.parse("nothing"))
        .withMessage("no 'VmRSS' in 'nothing'");
  }
}
