import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.graalvm.polyglot.Engine;

/**
 * Unpacks what Python needs besides its classes, its standard library above all, so that no node
 * has to do it at its first check: for Linux, on every processor that archives are made for.
 *
 * <p>Usage: {@code java -cp LIBRARIES CopyResources.java TARGET JAR...}; JARs are those with
 * resources. Run by {@code cli/src/build/distribution}.
 */
public final class CopyResources {

  private static final List<String> PROCESSORS = List.of("amd64", "aarch64");
  private static final String HOME = "python/python-home";

  public static void main(String... args) throws IOException {
    Path target = Path.of(args[0]);
    if (!Engine.copyResources(target, "python")) {
      throw new IOException("there are no resources of Python");
    }
    for (String jar : List.of(args).subList(1, args.length)) {
      try (FileSystem contents = FileSystems.newFileSystem(Path.of(jar))) {
        Path resources = contents.getPath("META-INF/resources");
        for (String processor : PROCESSORS) {
          // the machine's modules of Python's library; native ones the agent never loads
          copy(resources.resolve("linux/" + processor), ".py", target.resolve(HOME));
          // of the engine itself, which the API does not unpack; AttachLibrary chooses one
          String library = "engine/libtruffleattach/linux/" + processor;
          copy(resources.resolve(library), ".so", target.resolve(library));
        }
      }
    }
  }

  /** Copies what is not there yet: the resources of this machine's processor are. */
  private static void copy(Path from, String suffix, Path to) throws IOException {
    if (Files.isDirectory(from)) {
      List<Path> files;
      try (Stream<Path> found = Files.walk(from)) {
        files = found.filter(file -> file.toString().endsWith(suffix)).toList();
      }
      for (Path file : files) {
        Path copy = to.resolve(from.relativize(file).toString());
        if (!Files.exists(copy)) {
          Files.createDirectories(copy.getParent());
          try (InputStream in = Files.newInputStream(file)) {
            Files.copy(in, copy);
          }
        }
      }
    }
  }
}
