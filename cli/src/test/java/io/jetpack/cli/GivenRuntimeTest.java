package io.jetpack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Java runtime that is given for an archive, by {@code -Djetpack.runtime}. */
class GivenRuntimeTest {

  private static final int X86_64 = 62;
  private static final int AARCH64 = 183;
  private static final int RISCV = 243;

  /** As jlink writes it, without system and processor. */
  private static final String RELEASE =
      "JAVA_VERSION=\"25.0.2\"\nMODULES=\"java.base java.logging jdk.net\"\n";

  @TempDir Path runtime;

  @BeforeEach
  void of_arm() throws Exception {
    Path _ = Files.createDirectory(runtime.resolve("bin"));
    program(AARCH64);
    release(RELEASE);
  }

  @Test
  void the_processor_is_that_of_its_program() throws Exception {
    assertThat(look()).isEqualTo("aarch64\n");
    program(X86_64);
    assertThat(look()).isEqualTo("x86_64\n");
    release(RELEASE + "OS_NAME=\"Linux\"\nOS_ARCH=\"x86_64\"\nLIBC=\"gnu\"\n");
    assertThat(look()).isEqualTo("x86_64\n");
  }

  @Test
  void what_is_wrong_is_said_in_one_line() throws Exception {
    release(RELEASE.replace("25.0.2", "21.0.9"));
    assertThat(look()).isEqualTo(refused("is of Java '21.0.9'"));
    release(RELEASE.replace("jdk.net", "jdk.other"));
    assertThat(look()).isEqualTo(refused("lacks the modules 'jdk.net'"));
    release(RELEASE + "OS_NAME=\"Windows\"\n");
    assertThat(look()).isEqualTo(refused("is for 'Windows'"));
    release(RELEASE + "LIBC=\"musl\"\n");
    assertThat(look()).isEqualTo(refused("is for the C library 'musl', not for glibc"));
    release(RELEASE + "OS_ARCH=\"x86_64\"\n");
    assertThat(look()).isEqualTo(refused("says OS_ARCH 'x86_64' and has a bin/java for 'aarch64'"));
    release(RELEASE);
    program(RISCV);
    assertThat(look())
        .isEqualTo(
            refused(
                "is for the processor with the ELF number '243', and only x86_64 (62) and aarch64 (183) have natives here"));
    Files.writeString(runtime.resolve("bin/java"), "#!/bin/sh\nexec java \"$@\"\n");
    assertThat(look()).isEqualTo(refused("has a bin/java that is not a program for Linux"));
    Files.delete(runtime.resolve("release"));
    assertThat(look()).isEqualTo(refused("has no 'release'"));
  }

  private String refused(String what) {
    return "jetpack: jetpack.runtime '%s' %s; give the directory of a Java 25 for Linux, with bin/java and release\n"
        .formatted(runtime, what);
  }

  private void release(String text) throws IOException {
    Files.writeString(runtime.resolve("release"), text);
  }

  /** The first bytes of a program, which are all that is looked at. */
  private void program(int machine) throws IOException {
    ByteBuffer header = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
    header.put("\u007fELF".getBytes(StandardCharsets.US_ASCII)).putShort(18, (short) machine);
    Files.write(runtime.resolve("bin/java"), header.array());
  }

  private String look() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                "sh",
                "-euc",
                ". src/build/given-runtime; given_runtime \"$1\" java.base jdk.net; echo \"$machine\"",
                "sh",
                runtime.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    return said;
  }
}
