import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.graalvm.polyglot.Engine;

/**
 * Unpacks what Python needs besides its classes, its standard library above all, so that no node
 * has to do it at its first check.
 *
 * <p>Usage: {@code java -cp LIBRARIES CopyResources.java TARGET}. Run by {@code
 * cli/src/build/distribution}.
 */
public final class CopyResources {

  /** Of the engine itself, which the API does not unpack. */
  private static final String ATTACH = "engine/libtruffleattach/";

  public static void main(String... args) throws IOException {
    Path target = Path.of(args[0]);
    if (!Engine.copyResources(target, "python")) {
      throw new IOException("there are no resources of Python");
    }
    String machine = System.getProperty("os.arch").equals("aarch64") ? "aarch64" : "amd64";
    String source = "META-INF/resources/" + ATTACH + "linux/" + machine + "/bin/libtruffleattach.so";
    Path library = target.resolve(ATTACH + "bin/libtruffleattach.so");
    Files.createDirectories(library.getParent());
    try (InputStream in = ClassLoader.getSystemResourceAsStream(source)) {
      if (in == null) {
        throw new IOException("there is no '" + source + "'");
      }
      Files.copy(in, library);
    }
  }
}
