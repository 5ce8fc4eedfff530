package io.jetpack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Makes jars as others do who extend the program. */
public final class PluginJar {

  private PluginJar() {}

  /**
   * Writes a jar that offers one class for a service.
   *
   * @param source of that class, in the default package
   */
  public static void write(Path jar, String service, String className, String source)
      throws IOException {
    Map<String, byte[]> entries = new HashMap<>();
    entries.put(
        "META-INF/services/" + service, (className + "\n").getBytes(StandardCharsets.UTF_8));
    Path classes = Files.createTempDirectory("plugin-classes-");
    compile(classes, className, source);
    try (Stream<Path> found = Files.list(classes)) {
      for (Path file : found.toList()) {
        entries.put(file.getFileName().toString(), Files.readAllBytes(file));
        Files.delete(file);
      }
    }
    Files.delete(classes);
    write(jar, entries);
  }

  /** Writes a jar that holds these files. */
  public static void write(Path jar, Map<String, byte[]> entries) throws IOException {
    Files.createDirectories(jar.getParent());
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream file = new JarOutputStream(out)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        file.putNextEntry(new JarEntry(entry.getKey()));
        file.write(entry.getValue());
      }
    }
  }

  private static void compile(Path classes, String className, String source) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    SimpleJavaFileObject file =
        new SimpleJavaFileObject(
            URI.create("string:///" + className + ".java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
          }
        };
    List<String> options =
        List.of("-d", classes.toString(), "-cp", System.getProperty("java.class.path"));
    boolean compiled = compiler.getTask(null, null, null, options, null, List.of(file)).call();
    assertThat(compiled).isTrue();
  }
}
