package io.jetpack.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The archive's own Java runtime, which has some modules of the JDK only. */
@Timeout(300)
class ArchiveRuntimeIT {

  /** Its built-ins, and what they are made of. */
  private static final String GRAALPY = "com/oracle/graal/python/";

  @Test
  void it_has_every_class_that_graalpy_names(@TempDir Path scratch) throws Exception {
    Path system = Archives.unpacked().resolve("system");
    Set<String> names = namedByGraalPy(system.resolve("lib"));
    assertThat(names)
        .hasSizeGreaterThan(10_000)
        .contains("com.sun.security.auth.module.UnixSystem");
    Path list = Files.write(scratch.resolve("names"), names);
    Path said = scratch.resolve("said");
    Process process =
        new ProcessBuilder(
                system.resolve("runtime/bin/java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                system.resolve("lib") + "/*:" + Path.of("target/test-classes").toAbsolutePath(),
                LoadClasses.class.getName(),
                list.toString())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    assertThat(process.waitFor(240, TimeUnit.SECONDS)).isTrue();
    assertThat(said).hasContent("");
    assertThat(process.exitValue()).isZero();
  }

  /** Without arrays, whose elements are named as well where they are used. */
  private static Set<String> namedByGraalPy(Path libraries) throws IOException {
    Set<String> names = new TreeSet<>();
    try (DirectoryStream<Path> jars =
        Files.newDirectoryStream(libraries, "python-language-*.jar")) {
      for (Path jar : jars) {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
          for (ZipEntry entry : Collections.list(zip.entries())) {
            if (entry.getName().startsWith(GRAALPY) && entry.getName().endsWith(".class")) {
              addNames(zip, entry, names);
            }
          }
        }
      }
    }
    return names;
  }

  private static void addNames(ZipFile jar, ZipEntry entry, Set<String> names) throws IOException {
    try (InputStream in = jar.getInputStream(entry)) {
      for (PoolEntry constant : ClassFile.of().parse(in.readAllBytes()).constantPool()) {
        if (constant instanceof ClassEntry named && !named.asInternalName().startsWith("[")) {
          names.add(named.asInternalName().replace('/', '.'));
        }
      }
    }
  }
}
