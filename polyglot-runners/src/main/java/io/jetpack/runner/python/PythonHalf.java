package io.jetpack.runner.python;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;

/**
 * Files of the Python half of this package, which a context loads. The build has compiled them,
 * since to parse them took a quarter of a start (measured); what is not compiled, or compiled from
 * another text, is loaded as text.
 */
final class PythonHalf {

  /** The checksum of the text, before the code. */
  private static final int CHECKSUM_CHARACTERS = 8;

  private record Part(Source text, Optional<String> code) {}

  private final Source loader;
  private final List<Part> parts;

  private PythonHalf(List<Part> parts) {
    this.loader = source("load.py", read("load.py"));
    this.parts = parts;
  }

  /** Files of this package, in the order in which they are loaded. */
  static PythonHalf of(List<String> names) {
    return new PythonHalf(names.stream().map(PythonHalf::part).toList());
  }

  /** The same with something else as what is compiled, or with nothing. */
  PythonHalf withCode(Optional<String> code) {
    return new PythonHalf(parts.stream().map(part -> new Part(part.text(), code)).toList());
  }

  /** How many of the files are compiled. */
  int compiled() {
    return (int) parts.stream().filter(part -> part.code().isPresent()).count();
  }

  /** Loads them into a new context. */
  void load(Context context) {
    context.eval(loader);
    // not by its bindings: they would keep all that is in the context alive as long as the engine
    Value load = context.eval(PythonEngine.PYTHON, "_load");
    for (Part part : parts) {
      if (part.code().isEmpty() || !load.execute(part.code().get()).asBoolean()) {
        context.eval(part.text());
      }
    }
  }

  private static Part part(String name) {
    byte[] text = read(name);
    String compiled = name.substring(0, name.length() - ".py".length()) + ".code";
    try (InputStream in = PythonHalf.class.getResourceAsStream(compiled)) {
      return new Part(
          source(name, text), in == null ? Optional.empty() : code(in.readAllBytes(), text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What the build has compiled, or nothing when that was another text.
   *
   * @param compiled the checksum of its text, and the code
   */
  static Optional<String> code(byte[] compiled, byte[] text) {
    String content = new String(compiled, StandardCharsets.ISO_8859_1);
    return content.startsWith(checksum(text))
        ? Optional.of(content.substring(CHECKSUM_CHARACTERS))
        : Optional.empty();
  }

  private static String checksum(byte[] text) {
    CRC32 checksum = new CRC32();
    checksum.update(text);
    String digits = Long.toHexString(checksum.getValue());
    return "0".repeat(CHECKSUM_CHARACTERS - digits.length()) + digits;
  }

  private static Source source(String name, byte[] text) {
    return Source.newBuilder(
            PythonEngine.PYTHON, new String(text, StandardCharsets.UTF_8), "jetpack/" + name)
        .buildLiteral();
  }

  private static byte[] read(String name) {
    try (InputStream in = PythonHalf.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + name + " is missing from this program");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
