package io.jetpack.runner.python;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The one native library that Truffle loads into the agent. Truffle looks for it in a directory
 * that does not name a processor, and one archive serves several; so a distribution keeps it in a
 * directory of each, named as in Truffle's own jar, and the engine is told which is this machine's.
 */
final class AttachLibrary {

  /** Where the distribution has unpacked what Python needs; set by the launchers. */
  private static final String RESOURCES = "polyglot.engine.resourcePath";

  /** The name that {@code Engine.copyResources} documents for one resource of one component. */
  private static final String CHOSEN = RESOURCES + ".engine.libtruffleattach";

  private AttachLibrary() {}

  /**
   * Chooses the library of the processor that this JVM was made for. Has to be called before
   * anything else of GraalVM is. Where nothing is unpacked, Truffle unpacks its own from its jar.
   */
  static void choose() {
    String resources = System.getProperty(RESOURCES);
    if (resources != null && System.getProperty(CHOSEN) == null) {
      of(Path.of(resources), System.getProperty("os.arch", ""))
          .ifPresent(directory -> System.setProperty(CHOSEN, directory.toString()));
    }
  }

  /**
   * Returns the directory that holds {@code bin/libtruffleattach.so}, where there is one.
   *
   * @param processor as Java names it: {@code amd64}, {@code aarch64}
   */
  static Optional<Path> of(Path resources, String processor) {
    return Optional.of(resources.resolve("engine/libtruffleattach/linux").resolve(processor))
        .filter(directory -> !processor.isEmpty() && Files.isDirectory(directory));
  }
}
