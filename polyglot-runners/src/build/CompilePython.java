import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Value;

/**
 * Compiles the Python half of a package, so that no start has to: beside each {@code NAME.py} it
 * writes {@code NAME.code}, the checksum of the text in 8 digits and what {@code marshal} makes of
 * its code.
 *
 * <p>Usage: {@code java -cp LIBRARIES CompilePython.java FOLDER}. Run by {@code
 * polyglot-runners/src/build/compile-python}.
 */
public final class CompilePython {

  private static final String COMPILE =
      """
      import marshal

      def compiled(text, name):
          return marshal.dumps(compile(text, name, 'exec', dont_inherit=True)).decode('latin-1')

      compiled
      """;

  public static void main(String... args) throws IOException {
    List<Path> sources;
    try (Stream<Path> files = Files.list(Path.of(args[0]))) {
      sources = files.filter(file -> file.toString().endsWith(".py")).sorted().toList();
    }
    if (sources.isEmpty()) {
      throw new IOException("there is no Python in '" + args[0] + "'");
    }
    try (Context context =
        Context.newBuilder("python")
            .allowExperimentalOptions(true)
            .option("engine.WarnInterpreterOnly", "false")
            .option("python.PosixModuleBackend", "java")
            .build()) {
      Value compiled = context.eval("python", COMPILE);
      for (Path source : sources) {
        byte[] bytes = Files.readAllBytes(source);
        String text = new String(bytes, StandardCharsets.UTF_8);
        String code = compiled.execute(text, "jetpack/" + source.getFileName()).asString();
        CRC32 checksum = new CRC32();
        checksum.update(bytes);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write("%08x".formatted(checksum.getValue()).getBytes(StandardCharsets.US_ASCII));
        out.write(code.getBytes(StandardCharsets.ISO_8859_1));
        String name = source.getFileName().toString().replaceFirst("\\.py$", ".code");
        try (OutputStream file = Files.newOutputStream(source.resolveSibling(name))) {
          out.writeTo(file);
        }
      }
    }
  }
}
