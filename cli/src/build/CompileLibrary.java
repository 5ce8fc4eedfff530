import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.io.IOAccess;

/**
 * Compiles modules of Python's standard library, and what these import, so that no check has to.
 * What is compiled is not compared with its source when it is loaded, since both lie in the same
 * distribution, and names no folder of this machine.
 *
 * <p>Usage: {@code java -Dpolyglot.engine.resourcePath=RESOURCES -cp LIBRARIES CompileLibrary.java
 * RESOURCES NAMES}; NAMES is a file with names of modules, separated by white space. Run by {@code
 * cli/src/build/distribution}.
 */
public final class CompileLibrary {

  private static final String COMPILE =
      """
      import importlib.util
      import os
      import sys

      def compile_library(resources, names):
          for name in names.split():
              importlib.import_module(name)
          count = 0
          for name, module in sorted(sys.modules.items()):
              source = getattr(module, '__file__', None)
              if (not source or not source.startswith(resources) or not source.endswith('.py')
                      or module.__spec__.origin != source):
                  continue
              with open(source, 'rb') as file:
                  text = file.read()
              # the place is set right when it is loaded
              code = compile(text, os.path.relpath(source, resources), 'exec', dont_inherit=True)
              target = importlib.util.cache_from_source(source)
              os.makedirs(os.path.dirname(target), exist_ok=True)
              data = importlib._bootstrap_external._code_to_hash_pyc(
                  code, importlib.util.source_hash(text), False)
              with open(target, 'wb') as file:
                  # the hash, with which nothing is compared, gives way to what GraalPy takes for it: it keeps
                  # the eight bytes behind the header, and refuses to read the file again for tracing,
                  # profiling or positions in the source when those of the header are others
                  file.write(data[:8] + data[16:24] + data[16:])
              count += 1
          return count

      compile_library
      """;

  public static void main(String... args) throws IOException {
    String resources = Path.of(args[0]).toRealPath().toString();
    try (Context context =
        Context.newBuilder("python")
            .allowExperimentalOptions(true)
            .option("engine.WarnInterpreterOnly", "false")
            .option("python.PosixModuleBackend", "java")
            .allowIO(IOAccess.ALL)
            .allowCreateThread(true)
            .build()) {
      int count =
          context
              .eval("python", COMPILE)
              .execute(resources, Files.readString(Path.of(args[1])))
              .asInt();
      if (count == 0) {
        throw new IOException("there is no library of Python in '" + resources + "'");
      }
    }
  }
}
