package io.jetpack.cli.healthcheck.metrics;

import io.jetpack.cli.node.files.DurableFiles;
import io.jetpack.text.IoReason;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A file for node_exporter, which runs as a user of its own: everybody may read it. It is replaced
 * as a whole; lost with the power it is soon written anew.
 */
record Textfile(Path path, PrometheusRegistry registry) {

  void write() throws IOException {
    String unique = Long.toHexString(ThreadLocalRandom.current().nextLong());
    // node_exporter reads nothing whose name does not end in .prom
    Path temporary = path.resolveSibling("." + path.getFileName() + "." + unique + ".tmp");
    try {
      try (OutputStream out =
          Files.newOutputStream(
              temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        PrometheusTextFormatWriter.create().write(out, registry.scrape());
      }
      if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        Path ignored =
            Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rw-r--r--"));
      }
      DurableFiles.replace(temporary, path);
    } catch (IOException e) {
      throw new IOException(
          "the metrics can not be written to '%s': %s".formatted(path, IoReason.of(e)), e);
    } finally {
      boolean ignored = Files.deleteIfExists(temporary);
    }
  }
}
